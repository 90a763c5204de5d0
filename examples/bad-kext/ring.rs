// What a Rust kext looks like to a kernel when no pass has seen it.

#![no_std]

use core::ffi::{c_char, c_int};

unsafe extern "C" {
    fn IOLog(format: *const c_char, ...);
    fn printk(format: *const c_char, ...) -> c_int;
}

/// An array in a function that calls nothing: it lies below the stack pointer.
#[unsafe(no_mangle)]
pub extern "C" fn checksum(seed: u32) -> u32 {
    let mut bytes = [0u32; 16];
    for (index, byte) in bytes.iter_mut().enumerate() {
        unsafe { core::ptr::write_volatile(byte, seed ^ index as u32) };
    }
    bytes[(seed & 15) as usize]
}

/// Floating point, in the registers of whoever was interrupted.
#[unsafe(no_mangle)]
pub extern "C" fn half(load: f64) -> f64 {
    load * 0.5
}

/// Text without a NUL, and a format that is no constant.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn greet(name: *const c_char) {
    unsafe {
        printk("hello from rust\n".as_ptr().cast());
        IOLog(name);
    }
}
