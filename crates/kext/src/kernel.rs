//! The kernel's functions, as C declares them: by bundle, and all together here.
//!
//! The bundle files are written by `make fixtures`, from the table by which kextir tells
//! OSBundleLibraries. Names and types are C's; [`types`] has what those stand for. What came later than
//! macOS 10.4 says with which release.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

pub mod bsd;
pub mod iokit;
pub mod libkern;
pub mod mach;
pub mod types;
pub mod unsupported;

pub use self::{bsd::*, iokit::*, libkern::*, mach::*, types::*, unsupported::*};
