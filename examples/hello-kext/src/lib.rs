//! A kernel extension's Rust half: rust.ko's hello world, moved to macOS and to today's Rust.
//!
//! Written as Rust is written in user land. What a kernel cannot bear in the result (a red zone, SSE
//! vectors, `printk`, strings without NUL) is kextir's work, not the author's.
#![no_std]

use core::fmt::{self, Write};
use core::panic::PanicInfo;

extern "C" {
    /// Linux's name, kept from the original; kextir renames it to `IOLog`.
    fn printk(format: *const u8, ...) -> i32;
}

/// The crate's entry: called by `hello_start` in glue.c.
#[no_mangle]
pub extern "C" fn rust_main() {
    // No NUL at the end: kextir's terminate-strings adds it.
    unsafe { printk("hello from rust\n".as_ptr()) };

    let digits = decimal_digits(1_234_567);
    let total = sum(&digits);
    let mut line = Line::new();
    // Line::write_str cuts off what does not fit, so writing never fails.
    let _ = write!(line, "{total} is the sum of {digits:?}");
    unsafe { printk("%.*s\n".as_ptr(), line.length as i32, line.text.as_ptr()) };
}

/// Decimal digits of `n`, lowest first. Small enough to be inlined, so `rust_main` gets it too.
fn decimal_digits(mut n: u32) -> [u32; 8] {
    let mut digits = [0; 8];
    for digit in &mut digits {
        *digit = n % 10;
        n /= 10;
    }
    digits
}

fn sum(values: &[u32]) -> u32 {
    values.iter().fold(0, |total, value| total.wrapping_add(*value))
}

/// Sum of `length` numbers. rustc turns the loop into SSE2 vectors.
///
/// # Safety
/// `values` points to `length` numbers.
#[no_mangle]
pub unsafe extern "C" fn sum_of(values: *const u32, length: usize) -> u32 {
    sum(core::slice::from_raw_parts(values, length))
}

/// `x` with its bytes in reverse order, by way of a local array. A leaf function: without
/// `noredzone` the array lies below the stack pointer, where an interrupt overwrites it.
#[no_mangle]
pub extern "C" fn scramble(x: u64, seed: u32) -> u64 {
    let mut bytes = [0u8; 64];
    let mut state = seed;
    for byte in &mut bytes {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = (state >> 24) as u8;
    }
    let mut result = x;
    for round in 0..64 {
        let at = (result as usize ^ round) % bytes.len();
        let swapped = bytes[at];
        bytes[at] = result as u8;
        result = result.rotate_left(7) ^ u64::from(swapped);
    }
    result
}

/// How often each of four byte classes (control, digit, letter, other) occurs; the largest count.
///
/// # Safety
/// `text` points to `length` bytes.
#[no_mangle]
pub unsafe extern "C" fn commonest_class(text: *const u8, length: usize) -> u32 {
    let mut counts = [0u32; 4];
    for &byte in core::slice::from_raw_parts(text, length) {
        let class = match byte {
            0..=31 | 127 => 0,
            b'0'..=b'9' => 1,
            b'A'..=b'Z' | b'a'..=b'z' => 2,
            _ => 3,
        };
        counts[class] += 1;
    }
    counts.into_iter().max().unwrap_or(0)
}

/// The `index`th of eight primes. Bounds-checked: any other index panics.
#[no_mangle]
pub extern "C" fn prime(index: usize) -> u32 {
    const PRIMES: [u32; 8] = [2, 3, 5, 7, 11, 13, 17, 19];
    PRIMES[index]
}

/// The mean of `length` numbers. Floating point, which a kext must not use unless soft-float makes
/// it calls into a runtime library: hence behind a feature.
///
/// # Safety
/// `values` points to `length` numbers.
#[cfg(feature = "float")]
#[no_mangle]
pub unsafe extern "C" fn mean_of(values: *const f64, length: usize) -> f64 {
    core::slice::from_raw_parts(values, length).iter().sum::<f64>() / length as f64
}

/// Text of bounded length; what does not fit is cut off.
struct Line {
    text: [u8; 120],
    length: usize,
}

impl Line {
    const fn new() -> Self {
        Line { text: [0; 120], length: 0 }
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let free = &mut self.text[self.length..];
        let taken = text.len().min(free.len());
        free[..taken].copy_from_slice(&text.as_bytes()[..taken]);
        self.length += taken;
        Ok(())
    }
}

/// Says where and why, then stops this thread for good: a kext has nobody to unwind to.
#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    let mut line = Line::new();
    let _ = write!(line, "{info}");
    unsafe { printk("%.*s\n".as_ptr(), line.length as i32, line.text.as_ptr()) };
    loop {}
}
