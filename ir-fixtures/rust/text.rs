//! core::fmt, UTF-8, strings handed to C without NUL, statics, tables, atomics, C-variadic calls.
#![no_std]

use core::fmt::Write;
use core::sync::atomic::{AtomicU32, Ordering};

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

extern "C" {
    fn printk(format: *const u8, ...) -> i32;
}

struct Line {
    bytes: [u8; 96],
    length: usize,
}
impl Write for Line {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for byte in text.bytes() {
            *self.bytes.get_mut(self.length).ok_or(core::fmt::Error)? = byte;
            self.length += 1;
        }
        Ok(())
    }
}

#[derive(Debug)]
#[allow(dead_code)]
struct Thing {
    number: u64,
    word: Option<&'static str>,
    bytes: [u8; 3],
}

#[no_mangle]
pub extern "C" fn formatted(a: u64, b: u64) -> u64 {
    let mut line = Line { bytes: [0; 96], length: 0 };
    let thing = Thing { number: a, word: if b & 1 == 0 { Some("even\n") } else { None }, bytes: [b as u8; 3] };
    let outcome = write!(line, "{:#x} {:>6} {:?}", a, b as i16, thing);
    line.bytes.iter().fold(outcome.is_ok() as u64, |hash, &byte| hash.rotate_left(7) ^ byte as u64)
}

#[no_mangle]
pub extern "C" fn decoded(a: u64, b: u64) -> u64 {
    let mut bytes = *b"gr\xc3\xbcn \xe2\x82\xac \xf0\x9f\xa6\x80 1234";
    bytes[(a % 17) as usize] ^= (b % 3) as u8;
    match core::str::from_utf8(&bytes) {
        Ok(text) => text.chars().rev().fold(0, |hash, letter| hash * 17 ^ letter as u64),
        Err(error) => error.valid_up_to() as u64,
    }
}

#[no_mangle]
pub extern "C" fn parsed(a: u64, b: u64) -> u64 {
    let words = ["12", "-7", "x", "", "340282366920938463463374607431768211456"];
    words[(a % 5) as usize].parse::<i64>().unwrap_or(b as i64) as u64
}

#[no_mangle]
pub extern "C" fn names(a: u64, b: u64) -> u64 {
    static NAMES: [&str; 4] = ["alpha", "beta", "gamma\n", ""];
    let name = NAMES[(a % 4) as usize];
    name.len() as u64 ^ name.bytes().nth((b % 7) as usize).unwrap_or(99) as u64
}

#[no_mangle]
pub extern "C" fn logged(a: u64, b: u64) -> u64 {
    unsafe {
        printk("no NUL here\n".as_ptr());
        printk("one %llu\n".as_ptr(), a % 1000);
        printk(b"two %llu %u\n\0".as_ptr(), b % 7, 9u32);
    }
    a ^ b
}

const CRC: [u32; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let (mut crc, mut bit) = (i as u32, 0);
        while bit < 8 {
            crc = if crc & 1 != 0 { 0xEDB88320 ^ crc >> 1 } else { crc >> 1 };
            bit += 1;
        }
        table[i] = crc;
        i += 1;
    }
    table
};
static TABLE: [u32; 256] = CRC;

#[no_mangle]
pub extern "C" fn checksum(a: u64, b: u64) -> u64 {
    let step = |crc: u32, &byte: &u8| TABLE[(crc as u8 ^ byte) as usize] ^ crc >> 8;
    b.to_le_bytes().iter().fold(a.to_be_bytes().iter().fold(!0, step), step) as u64
}

static COUNTER: AtomicU32 = AtomicU32::new(7);
static mut LAST: u64 = 0x1122_3344;

#[no_mangle]
pub extern "C" fn counted(a: u64, b: u64) -> u64 {
    let before = COUNTER.fetch_add(a as u32, Ordering::SeqCst);
    let swapped = COUNTER.compare_exchange(before, b as u32, Ordering::AcqRel, Ordering::Acquire).unwrap_or_else(|now| now ^ 5);
    unsafe {
        LAST = LAST.wrapping_mul(3) ^ b;
        LAST ^ (before as u64) << 9 ^ swapped as u64
    }
}
