use core::ffi::c_int;
use core::fmt;
use core::num::NonZeroI32;

/// Why a kext does not start, or does not stop: a `kern_return_t` other than `KERN_SUCCESS`.
///
/// The kernel does not load a kext whose start fails, and does not unload one whose stop fails. It
/// writes the code to its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error(NonZeroI32);

impl Error {
    pub const NO_SPACE: Error = Error::known(3);
    pub const INVALID_ARGUMENT: Error = Error::known(4);
    pub const FAILURE: Error = Error::known(5);
    pub const RESOURCE_SHORTAGE: Error = Error::known(6);
    pub const NOT_SUPPORTED: Error = Error::known(46);

    /// An error of any code, those of IOKit included. None for 0, which is success.
    pub const fn new(code: c_int) -> Option<Error> {
        match NonZeroI32::new(code) {
            Some(code) => Some(Error(code)),
            None => None,
        }
    }

    pub const fn code(self) -> c_int {
        self.0.get()
    }

    const fn known(code: c_int) -> Error {
        match Error::new(code) {
            Some(error) => error,
            None => panic!("0 is success"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        // As the kernel's own headers write the codes of IOKit.
        write!(formatter, "kern_return_t {:#x}", self.0)
    }
}

impl core::error::Error for Error {}

/// So that `vec.try_reserve(n)?` ends a start for which there is no memory.
#[cfg(feature = "allocator")]
impl From<alloc::collections::TryReserveError> for Error {
    fn from(_: alloc::collections::TryReserveError) -> Self {
        Error::RESOURCE_SHORTAGE
    }
}
