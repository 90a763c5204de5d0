//! A kernel extension in Rust alone. It counts the letters of a few words when it starts, keeps the
//! result, and gives all its memory back when it stops.
#![no_std]

extern crate alloc;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use kext::kernel::version_major;
use kext::{kprint, kprintln, Error};

kext::kext! {
    name: "org.example.pure-rust",
    version: "1.0.0",
    start: Census::start,
    stop: Census::stop,
}

/// What the kext keeps between start and stop.
struct Census {
    words: Vec<String>,
    /// How often each letter occurs.
    letters: Vec<(char, u32)>,
}

/// The first release with all that this kext might want of a kernel: macOS 10.10.
const OLDEST_DARWIN: i32 = 14;

impl Census {
    /// Fails, and so is not loaded, on a kernel that is too old.
    fn start() -> Result<Census, Error> {
        let darwin = unsafe { version_major };
        if darwin < OLDEST_DARWIN {
            kprintln!("pure-rust: Darwin {darwin} is older than {OLDEST_DARWIN}");
            return Err(Error::NOT_SUPPORTED);
        }
        let mut words = Vec::new();
        words.try_reserve(4)?;
        words.extend(["hello", "from", "pure", "rust"].map(String::from));

        let census = Census { letters: letters_of(&words), words };
        kprintln!("{}", census.words.join(" "));
        for (letter, count) in census.letters.iter().filter(|(_, count)| *count > 1) {
            kprint!("{letter} x{count}, ");
        }
        kprintln!("and 100% of {} letters counted", census.letters.len());
        Ok(census)
    }

    /// Always willing. The state is dropped, and its memory free, when this is over.
    fn stop(&mut self) -> Result<(), Error> {
        let longest = self.words.iter().map(String::len).max().unwrap_or(0);
        let farewell = format!("bye: {} words, the longest of {longest} letters", self.words.len());
        kprintln!("{farewell}");
        Ok(())
    }
}

fn letters_of(words: &[String]) -> Vec<(char, u32)> {
    let mut counts: Vec<(char, u32)> = Vec::new();
    for letter in words.iter().flat_map(|word| word.chars()) {
        match counts.iter_mut().find(|(known, _)| *known == letter) {
            Some((_, count)) => *count += 1,
            None => counts.push((letter, 1)),
        }
    }
    counts
}

/// The mean of some numbers, in thousandths: 128-bit division, which the kernel has no function for.
#[no_mangle]
pub extern "C" fn mean_in_thousandths(values: *const u64, length: usize) -> u64 {
    let values = unsafe { core::slice::from_raw_parts(values, length) };
    let total: u128 = values.iter().map(|&value| u128::from(value) * 1000).sum();
    (total / values.len().max(1) as u128) as u64
}
