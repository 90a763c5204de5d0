//! What a macOS kernel extension in Rust needs of its kernel, without a line of C.
//!
//! * [`kext!`] makes the `kmod_info` record by which the kernel finds name, version, start and stop;
//! * [`kprintln!`] and [`kprint!`] write to the kernel's log;
//! * a panic becomes the kernel's own, with message and place (feature `panic-handler`);
//! * `Vec`, `String`, `Box` take their memory from the kernel (feature `allocator`);
//! * `%` of floating-point numbers finds C's `fmod`, which no kernel has (feature `float-remainder`);
//! * [`kernel`] declares the kernel's functions.
//!
//! All features are on by default. The crate is built, like the kext that uses it, for
//! `x86_64-apple-darwin` with `panic = "abort"`, and goes through kextir with it: only then is it fit for
//! a kernel.
//!
//! ```ignore
//! #![no_std]
//! extern crate alloc;
//!
//! use alloc::vec::Vec;
//! use kext::kprintln;
//!
//! kext::kext! {
//!     name: "org.example.primes",
//!     version: "1.0.0",
//!     start: || {
//!         let mut primes = Vec::new();
//!         primes.try_reserve(3)?;
//!         primes.extend([2, 3, 5]);
//!         kprintln!("{} primes", primes.len());
//!         Ok(primes)
//!     },
//!     stop: |primes: &mut Vec<u32>| {
//!         kprintln!("bye from {primes:?}");
//!         Ok(())
//!     },
//! }
//! ```
#![no_std]

#[cfg(feature = "allocator")]
extern crate alloc;

#[cfg(feature = "allocator")]
mod allocator;
mod error;
pub mod kernel;
mod kmod;
mod log;
#[cfg(feature = "panic-handler")]
mod panic;
#[cfg(feature = "float-remainder")]
mod remainder;

pub use error::Error;

/// What the macros expand to. No part of the interface.
#[doc(hidden)]
pub mod macros {
    pub use crate::kmod::{turn, KmodInfo, Lifetime, Turn};
    pub use crate::log::log;
}
