use core::ffi::{c_char, c_int, c_void};
use core::mem::{align_of, size_of};
use core::ptr::{self, NonNull};

use crate::kernel::{IOFreeAligned, IOMallocAligned};
use crate::Error;

/// Declares the kernel extension: once, in one crate of those that are linked into it.
///
/// `name` is the bundle identifier, at most 63 bytes; `version` follows the kernel's grammar
/// (`1`, `1.2`, `1.2.3`, `1.2.3b4`; letters d, a, b, f, fc). Both are constants, such as
/// `env!("CARGO_PKG_VERSION")`, checked at compile time; the Info.plist must say the same.
///
/// `start` is called when the kext is loaded: it takes nothing and gives the kext's state, of any type
/// (`()` if it has none), or an [`Error`], with which loading fails. `stop` is called before the kext is
/// unloaded, with a `&mut` to that state. Where it gives `Ok(())`, the state is dropped; where it gives
/// an error, the kext stays. Both run in a thread, where they may block. They are functions, or closures
/// that capture nothing.
///
/// ```ignore
/// kext::kext! { name: "org.example.hello", version: "1.0.0", start: Hello::start, stop: Hello::stop }
/// ```
#[macro_export]
macro_rules! kext {
    (name: $name:expr, version: $version:expr, start: $start:expr, stop: $stop:expr $(,)?) => {
        // What is named here stands before the author's own names in $start and $stop: hence the underscores.
        const _: () = {
            static __KEXT_LIFETIME: $crate::macros::Lifetime = $crate::macros::Lifetime::new();

            unsafe fn __kext_turn(turn: $crate::macros::Turn) -> ::core::ffi::c_int {
                unsafe { $crate::macros::turn(turn, &__KEXT_LIFETIME, $start, $stop) }
            }

            unsafe extern "C" fn __kext_start(_: *mut $crate::macros::KmodInfo, _: *mut ::core::ffi::c_void) -> ::core::ffi::c_int {
                unsafe { __kext_turn($crate::macros::Turn::Start) }
            }

            unsafe extern "C" fn __kext_stop(_: *mut $crate::macros::KmodInfo, _: *mut ::core::ffi::c_void) -> ::core::ffi::c_int {
                unsafe { __kext_turn($crate::macros::Turn::Stop) }
            }

            // Mutable, and so in a section that can be written: the kernel links it into its list.
            #[no_mangle]
            #[used]
            #[allow(non_upper_case_globals)]
            static mut kmod_info: $crate::macros::KmodInfo = $crate::macros::KmodInfo::new($name, $version, __kext_start, __kext_stop);
        };
    };
    ($($_:tt)*) => {
        ::core::compile_error!("kext! takes four things, in this order: name: \"org.example.hello\", version: \"1.0.0\", start: FUNCTION, stop: FUNCTION");
    };
}

type KmodFunction = unsafe extern "C" fn(*mut KmodInfo, *mut c_void) -> c_int;

/// `struct kmod_info` of <mach/kmod.h>, packed to 4 bytes.
#[repr(C, packed(4))]
pub struct KmodInfo {
    next: *mut KmodInfo,
    info_version: i32,
    id: u32,
    name: [c_char; 64],
    version: [c_char; 64],
    reference_count: i32,
    reference_list: *mut c_void,
    address: usize,
    size: usize,
    header_size: usize,
    start: KmodFunction,
    stop: KmodFunction,
}

const _: () = assert!(size_of::<KmodInfo>() == 196 && align_of::<KmodInfo>() == 4);

impl KmodInfo {
    /// The record as the kernel expects it in the file; the rest is for the kernel to fill in.
    pub const fn new(name: &str, version: &str, start: KmodFunction, stop: KmodFunction) -> Self {
        assert!(!name.is_empty() && name.len() < 64, "a kext's name has 1 to 63 bytes");
        assert!(is_version(version.as_bytes()), "a kext's version is 1, 1.2, 1.2.3 or 1.2.3b4: numbers of at most four digits, then d, a, b, f or fc with 0 to 255");
        KmodInfo {
            next: ptr::null_mut(),
            info_version: 1,
            id: u32::MAX,
            name: padded(name.as_bytes()),
            version: padded(version.as_bytes()),
            reference_count: -1,
            reference_list: ptr::null_mut(),
            address: 0,
            size: 0,
            header_size: 0,
            start,
            stop,
        }
    }
}

/// Where a kext's state lies between start and stop. The kernel calls these one after the other, never
/// at the same time, which is why no lock guards it.
pub struct Lifetime(core::cell::UnsafeCell<*mut c_void>);

unsafe impl Sync for Lifetime {}

impl Lifetime {
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Lifetime(core::cell::UnsafeCell::new(ptr::null_mut()))
    }
}

/// What the kernel calls a kext for.
#[derive(Clone, Copy)]
pub enum Turn {
    Start,
    Stop,
}

/// Starts the kext, or stops it. Both functions are there each time for their types: they must speak of
/// the same state.
///
/// # Safety
/// Called by the kernel: to start first, and to stop only after a start that gave 0, with the same functions.
pub unsafe fn turn<State>(
    turn: Turn,
    lifetime: &Lifetime,
    start: fn() -> Result<State, Error>,
    stop: fn(&mut State) -> Result<(), Error>,
) -> c_int {
    match turn {
        Turn::Start => unsafe { run_start(lifetime, start) },
        Turn::Stop => unsafe { run_stop(lifetime, stop) },
    }
}

/// Starts the kext and keeps its state.
unsafe fn run_start<State>(lifetime: &Lifetime, start: fn() -> Result<State, Error>) -> c_int {
    let state = match start() {
        Ok(state) => state,
        Err(error) => return error.code(),
    };
    let Some(place) = allocate::<State>() else { return Error::RESOURCE_SHORTAGE.code() };
    unsafe {
        place.write(state);
        *lifetime.0.get() = place.as_ptr().cast();
    }
    0
}

/// Stops the kext and, where it is willing, drops its state.
unsafe fn run_stop<State>(lifetime: &Lifetime, stop: fn(&mut State) -> Result<(), Error>) -> c_int {
    let place: *mut State = unsafe { *lifetime.0.get() }.cast();
    match stop(unsafe { &mut *place }) {
        Ok(()) => {
            unsafe {
                place.drop_in_place();
                if size_of::<State>() > 0 {
                    IOFreeAligned(place.cast(), size_of::<State>());
                }
            }
            0
        }
        Err(error) => error.code(),
    }
}

/// Memory for one value. State of no size needs none, and so no allocator.
fn allocate<State>() -> Option<NonNull<State>> {
    if size_of::<State>() == 0 {
        return Some(NonNull::dangling());
    }
    NonNull::new(unsafe { IOMallocAligned(size_of::<State>(), align_of::<State>()) }.cast())
}

const fn padded(text: &[u8]) -> [c_char; 64] {
    let mut result = [0; 64];
    let mut at = 0;
    while at < text.len() {
        assert!(text[at] != 0, "a NUL would end the text");
        result[at] = text[at] as c_char;
        at += 1;
    }
    result
}

/// Whether the kernel accepts `text` as a version.
const fn is_version(text: &[u8]) -> bool {
    let mut at = 0;
    let mut parts = 0;
    loop {
        let (_, after) = number(text, at);
        if after == at || after - at > 4 {
            return false;
        }
        at = after;
        parts += 1;
        if at == text.len() || text[at] != b'.' || parts == 3 {
            break;
        }
        at += 1;
    }
    if at == text.len() {
        return true;
    }
    let is_final = text[at] == b'f';
    if !matches!(text[at], b'd' | b'a' | b'b' | b'f') {
        return false;
    }
    at += 1;
    if is_final && at < text.len() && text[at] == b'c' {
        at += 1;
    }
    let (level, after) = number(text, at);
    after > at && after - at <= 3 && after == text.len() && level <= 255 && !(is_final && level == 0)
}

/// The number at `at`, and where it ends.
const fn number(text: &[u8], mut at: usize) -> (u32, usize) {
    let mut value: u32 = 0;
    while at < text.len() && text[at].is_ascii_digit() {
        value = value.saturating_mul(10).saturating_add((text[at] - b'0') as u32);
        at += 1;
    }
    (value, at)
}
