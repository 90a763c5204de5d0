//! A ring buffer as a kernel extension has it, with Linux's names for the kernel's functions.
#![no_std]
#![crate_type = "lib"]

use core::ffi::{c_char, c_int, c_void};

unsafe extern "C" {
    fn printk(format: *const c_char, ...) -> c_int;
    fn spin_lock(lock: *mut c_void);
    fn spin_unlock(lock: *mut c_void);
}

#[repr(C)]
pub struct Ring {
    lock: u64,
    head: usize,
    bytes: [u8; 64],
}

impl Ring {
    #[inline(never)]
    pub fn push(&mut self, byte: u8) {
        let lock = (&raw mut self.lock).cast();
        unsafe { spin_lock(lock) };
        self.bytes[self.head % 64] = byte;
        self.head += 1;
        unsafe { spin_unlock(lock) };
    }

    #[inline(never)]
    pub fn checksum(&self) -> u8 {
        let mut spread = [0u8; 64];
        for (at, byte) in self.bytes.iter().enumerate() {
            spread[at.wrapping_mul(7) % 64] ^= *byte;
        }
        spread.iter().fold(0, |sum, byte| sum.rotate_left(1) ^ byte)
    }

    #[inline(never)]
    pub fn describe(&self) {
        unsafe { printk(c"ring: %d bytes, checksum %d\n".as_ptr(), self.head as c_int, self.checksum() as c_int) };
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn ring_start(ring: &mut Ring) {
    for byte in *b"hello" {
        ring.push(byte);
    }
    ring.describe();
}
