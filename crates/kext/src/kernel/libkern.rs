//! com.apple.kpi.libkern

// Written from a table (make fixtures); edits are lost.

use core::ffi::{c_char, c_int, c_long, c_uchar, c_uint, c_ulong, c_void};

use super::types::*;

extern "C" {
    pub fn printf(format: *const c_char, ...) -> c_int;
    pub fn vprintf(format: *const c_char, ap: va_list) -> c_int;
    pub fn kprintf(format: *const c_char, ...);
    pub fn panic(format: *const c_char, ...) -> !;
    pub fn snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
    pub fn vsnprintf(buffer: *mut c_char, size: usize, format: *const c_char, ap: va_list) -> c_int;
    /// Since macOS 10.15 (Darwin 19).
    pub fn scnprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
    /// Since macOS 10.15 (Darwin 19).
    pub fn vscnprintf(buffer: *mut c_char, size: usize, format: *const c_char, ap: va_list) -> c_int;
    pub fn sscanf(text: *const c_char, format: *const c_char, ...) -> c_int;
    pub fn vsscanf(text: *const c_char, format: *const c_char, ap: va_list) -> c_int;
    /// Since macOS 10.12 (Darwin 16).
    pub fn _os_log_internal(dso: *mut c_void, log: os_log_t, r#type: u8, format: *const c_char, ...);
    /// Since macOS 10.12 (Darwin 16).
    pub fn os_log_create(subsystem: *const c_char, category: *const c_char) -> os_log_t;
    /// Since macOS 10.12 (Darwin 16).
    pub fn os_log_info_enabled(log: os_log_t) -> bool;
    /// Since macOS 10.12 (Darwin 16).
    pub fn os_log_debug_enabled(log: os_log_t) -> bool;
    /// Since macOS 10.12 (Darwin 16).
    pub static mut _os_log_default: os_log_s;
    pub fn memcpy(to: *mut c_void, from: *const c_void, size: usize) -> *mut c_void;
    pub fn memmove(to: *mut c_void, from: *const c_void, size: usize) -> *mut c_void;
    pub fn memset(to: *mut c_void, byte: c_int, size: usize) -> *mut c_void;
    /// Since macOS 10.13 (Darwin 17).
    pub fn memset_s(to: *mut c_void, capacity: usize, byte: c_int, size: usize) -> c_int;
    pub fn memcmp(a: *const c_void, b: *const c_void, size: usize) -> c_int;
    /// Since macOS 11 (Darwin 20).
    pub fn memchr(r#in: *const c_void, byte: c_int, size: usize) -> *mut c_void;
    pub fn bcmp(a: *const c_void, b: *const c_void, size: usize) -> c_int;
    pub fn bcopy(from: *const c_void, to: *mut c_void, size: usize);
    pub fn bzero(to: *mut c_void, size: usize);
    /// Since macOS 10.5 (Darwin 9).
    pub fn __bzero(to: *mut c_void, size: usize);
    /// Since macOS 10.10 (Darwin 14).
    pub fn __memcpy_chk(to: *mut c_void, from: *const c_void, size: usize, capacity: usize) -> *mut c_void;
    /// Since macOS 10.10 (Darwin 14).
    pub fn __memmove_chk(to: *mut c_void, from: *const c_void, size: usize, capacity: usize) -> *mut c_void;
    /// Since macOS 10.10 (Darwin 14).
    pub fn __memset_chk(to: *mut c_void, byte: c_int, size: usize, capacity: usize) -> *mut c_void;
    /// Since macOS 10.10 (Darwin 14).
    pub fn __strlcpy_chk(to: *mut c_char, from: *const c_char, size: usize, capacity: usize) -> usize;
    /// Since macOS 10.10 (Darwin 14).
    pub fn __strlcat_chk(to: *mut c_char, from: *const c_char, size: usize, capacity: usize) -> usize;
    /// Since macOS 10.10 (Darwin 14).
    pub fn __strncpy_chk(to: *mut c_char, from: *const c_char, size: usize, capacity: usize) -> *mut c_char;
    pub fn strlen(text: *const c_char) -> usize;
    /// Since macOS 10.5 (Darwin 9).
    pub fn strnlen(text: *const c_char, size: usize) -> usize;
    pub fn strcmp(a: *const c_char, b: *const c_char) -> c_int;
    pub fn strncmp(a: *const c_char, b: *const c_char, size: usize) -> c_int;
    pub fn strcasecmp(a: *const c_char, b: *const c_char) -> c_int;
    pub fn strncasecmp(a: *const c_char, b: *const c_char, size: usize) -> c_int;
    pub fn strchr(text: *const c_char, character: c_int) -> *mut c_char;
    /// Since macOS 11 (Darwin 20).
    pub fn strrchr(text: *const c_char, character: c_int) -> *mut c_char;
    pub fn strncpy(to: *mut c_char, from: *const c_char, size: usize) -> *mut c_char;
    pub fn strncat(to: *mut c_char, from: *const c_char, size: usize) -> *mut c_char;
    pub fn strlcpy(to: *mut c_char, from: *const c_char, size: usize) -> usize;
    pub fn strlcat(to: *mut c_char, from: *const c_char, size: usize) -> usize;
    pub fn atoi(text: *const c_char) -> c_int;
    pub fn strtol(text: *const c_char, end: *mut *mut c_char, base: c_int) -> c_long;
    pub fn strtoul(text: *const c_char, end: *mut *mut c_char, base: c_int) -> c_ulong;
    pub fn strtoq(text: *const c_char, end: *mut *mut c_char, base: c_int) -> quad_t;
    pub fn strtouq(text: *const c_char, end: *mut *mut c_char, base: c_int) -> u_quad_t;
    pub fn ffs(bits: c_int) -> c_int;
    pub fn crc32(crc: u32, data: *const c_void, size: usize) -> u32;
    /// Since macOS 10.9 (Darwin 13).
    pub static mut __stack_chk_guard: c_uint;
    /// Since macOS 10.6 (Darwin 10).
    pub fn __stack_chk_fail();
    pub fn OSReportWithBacktrace(format: *const c_char, ...);
    pub fn OSBacktrace(buffer: *mut *mut c_void, size: c_uint) -> c_uint;
    pub fn OSMalloc(size: u32, tag: OSMallocTag) -> *mut c_void;
    pub fn OSMalloc_nowait(size: u32, tag: OSMallocTag) -> *mut c_void;
    pub fn OSMalloc_noblock(size: u32, tag: OSMallocTag) -> *mut c_void;
    pub fn OSFree(address: *mut c_void, size: u32, tag: OSMallocTag);
    pub fn OSMalloc_Tagalloc(name: *const c_char, flags: u32) -> OSMallocTag;
    pub fn OSMalloc_Tagfree(tag: OSMallocTag);
    pub fn OSAddAtomic(amount: SInt32, value: *mut SInt32) -> SInt32;
    pub fn OSAddAtomic16(amount: SInt32, value: *mut SInt16) -> SInt16;
    pub fn OSAddAtomic8(amount: SInt32, value: *mut SInt8) -> SInt8;
    /// Since macOS 10.6 (Darwin 10).
    pub fn OSAddAtomic64(amount: SInt64, value: *mut SInt64) -> SInt64;
    pub fn OSIncrementAtomic(value: *mut SInt32) -> SInt32;
    pub fn OSDecrementAtomic(value: *mut SInt32) -> SInt32;
    pub fn OSIncrementAtomic16(value: *mut SInt16) -> SInt16;
    pub fn OSDecrementAtomic16(value: *mut SInt16) -> SInt16;
    pub fn OSIncrementAtomic8(value: *mut SInt8) -> SInt8;
    pub fn OSDecrementAtomic8(value: *mut SInt8) -> SInt8;
    pub fn OSBitAndAtomic(mask: UInt32, value: *mut UInt32) -> UInt32;
    pub fn OSBitOrAtomic(mask: UInt32, value: *mut UInt32) -> UInt32;
    pub fn OSBitXorAtomic(mask: UInt32, value: *mut UInt32) -> UInt32;
    pub fn OSCompareAndSwap(before: UInt32, after: UInt32, value: *mut UInt32) -> Boolean;
    /// Since macOS 10.6 (Darwin 10).
    pub fn OSCompareAndSwap64(before: UInt64, after: UInt64, value: *mut UInt64) -> Boolean;
    /// Since macOS 10.6 (Darwin 10).
    pub fn OSCompareAndSwapPtr(before: *mut c_void, after: *mut c_void, value: *mut *mut c_void) -> Boolean;
    pub fn OSTestAndSet(bit: UInt32, start: *mut UInt8) -> Boolean;
    pub fn OSTestAndClear(bit: UInt32, start: *mut UInt8) -> Boolean;
    pub fn OSKextLoadKextWithIdentifier(identifier: *const c_char) -> OSReturn;
    /// Since macOS 10.6 (Darwin 10).
    pub fn OSKextRequestResource(identifier: *const c_char, resource: *const c_char, callback: OSKextRequestResourceCallback, context: *mut c_void, tag: *mut OSKextRequestTag) -> OSReturn;
    /// Since macOS 10.6 (Darwin 10).
    pub fn OSKextCancelRequest(tag: OSKextRequestTag, context: *mut *mut c_void) -> OSReturn;
    /// Since macOS 10.6 (Darwin 10).
    pub fn OSKextRetainKextWithLoadTag(tag: OSKextLoadTag) -> OSReturn;
    /// Since macOS 10.6 (Darwin 10).
    pub fn OSKextReleaseKextWithLoadTag(tag: OSKextLoadTag) -> OSReturn;
    /// Since macOS 10.6 (Darwin 10).
    pub static mut gOSKextUnresolved: *const c_void;
    pub static version_major: c_int;
    pub static version_minor: c_int;
    pub static version_revision: c_int;
    pub static version: [c_char; 0];
    pub static osrelease: [c_char; 0];
    pub static ostype: [c_char; 0];
    pub fn uuid_generate(out: *mut uuid_t);
    /// Since macOS 10.5 (Darwin 9).
    pub fn uuid_compare(a: *const uuid_t, b: *const uuid_t) -> c_int;
    /// Since macOS 10.5 (Darwin 9).
    pub fn uuid_unparse(uuid: *const uuid_t, out: *mut uuid_string_t);
    /// Since macOS 10.5 (Darwin 9).
    pub fn uuid_parse(r#in: *const uuid_string_t, uuid: *mut uuid_t) -> c_int;
    /// Since macOS 10.5 (Darwin 9).
    pub fn uuid_copy(to: *mut uuid_t, from: *const uuid_t);
    /// Since macOS 10.5 (Darwin 9).
    pub fn uuid_clear(uuid: *mut uuid_t);
    /// Since macOS 10.5 (Darwin 9).
    pub fn uuid_is_null(uuid: *const uuid_t) -> c_int;
    pub fn inflate(stream: z_streamp, flush: c_int) -> c_int;
    pub fn inflateInit2_(stream: z_streamp, windowBits: c_int, version: *const c_char, size: c_int) -> c_int;
    pub fn inflateEnd(stream: z_streamp) -> c_int;
    pub fn deflate(stream: z_streamp, flush: c_int) -> c_int;
    pub fn deflateEnd(stream: z_streamp) -> c_int;
    pub fn adler32(adler: uLong, data: *const Bytef, size: uInt) -> uLong;
    pub fn MD5Init(context: *mut MD5_CTX);
    pub fn MD5Update(context: *mut MD5_CTX, data: *const c_void, size: c_uint);
    pub fn MD5Final(digest: *mut c_uchar, context: *mut MD5_CTX);
    /// Since macOS 10.5 (Darwin 9).
    pub fn SHA1Init(context: *mut SHA1_CTX);
    /// Since macOS 10.5 (Darwin 9).
    pub fn SHA1Update(context: *mut SHA1_CTX, data: *const c_void, size: usize);
    /// Since macOS 10.5 (Darwin 9).
    pub fn SHA1Final(digest: *mut c_void, context: *mut SHA1_CTX);
    pub fn sysctlbyname(name: *const c_char, old: *mut c_void, oldSize: *mut usize, new: *mut c_void, newSize: usize) -> c_int;
    pub fn copyin(from: user_addr_t, to: *mut c_void, size: usize) -> c_int;
    pub fn copyout(from: *const c_void, to: user_addr_t, size: usize) -> c_int;
    pub fn copyinstr(from: user_addr_t, to: *mut c_void, size: usize, copied: *mut usize) -> c_int;
    pub fn ml_set_interrupts_enabled(enable: boolean_t) -> boolean_t;
    pub fn ml_get_interrupts_enabled() -> boolean_t;
    pub fn ml_at_interrupt_context() -> boolean_t;
    pub fn lck_grp_alloc_init(name: *const c_char, attributes: *mut lck_grp_attr_t) -> *mut lck_grp_t;
    pub fn lck_grp_free(group: *mut lck_grp_t);
    pub fn lck_grp_attr_alloc_init() -> *mut lck_grp_attr_t;
    pub fn lck_grp_attr_free(attributes: *mut lck_grp_attr_t);
    pub fn lck_grp_attr_setdefault(attributes: *mut lck_grp_attr_t);
    pub fn lck_grp_attr_setstat(attributes: *mut lck_grp_attr_t);
    pub fn lck_attr_alloc_init() -> *mut lck_attr_t;
    pub fn lck_attr_free(attributes: *mut lck_attr_t);
    pub fn lck_attr_setdefault(attributes: *mut lck_attr_t);
    pub fn lck_attr_setdebug(attributes: *mut lck_attr_t);
    pub fn lck_mtx_alloc_init(group: *mut lck_grp_t, attributes: *mut lck_attr_t) -> *mut lck_mtx_t;
    pub fn lck_mtx_init(lock: *mut lck_mtx_t, group: *mut lck_grp_t, attributes: *mut lck_attr_t);
    pub fn lck_mtx_lock(lock: *mut lck_mtx_t);
    pub fn lck_mtx_try_lock(lock: *mut lck_mtx_t) -> boolean_t;
    pub fn lck_mtx_unlock(lock: *mut lck_mtx_t);
    pub fn lck_mtx_destroy(lock: *mut lck_mtx_t, group: *mut lck_grp_t);
    pub fn lck_mtx_free(lock: *mut lck_mtx_t, group: *mut lck_grp_t);
    pub fn lck_rw_alloc_init(group: *mut lck_grp_t, attributes: *mut lck_attr_t) -> *mut lck_rw_t;
    pub fn lck_rw_init(lock: *mut lck_rw_t, group: *mut lck_grp_t, attributes: *mut lck_attr_t);
    pub fn lck_rw_lock(lock: *mut lck_rw_t, r#type: lck_rw_type_t);
    pub fn lck_rw_unlock(lock: *mut lck_rw_t, r#type: lck_rw_type_t);
    pub fn lck_rw_lock_shared(lock: *mut lck_rw_t);
    pub fn lck_rw_unlock_shared(lock: *mut lck_rw_t);
    pub fn lck_rw_lock_exclusive(lock: *mut lck_rw_t);
    pub fn lck_rw_unlock_exclusive(lock: *mut lck_rw_t);
    pub fn lck_rw_try_lock(lock: *mut lck_rw_t, r#type: lck_rw_type_t) -> boolean_t;
    pub fn lck_rw_destroy(lock: *mut lck_rw_t, group: *mut lck_grp_t);
    pub fn lck_rw_free(lock: *mut lck_rw_t, group: *mut lck_grp_t);
    pub fn lck_spin_alloc_init(group: *mut lck_grp_t, attributes: *mut lck_attr_t) -> *mut lck_spin_t;
    pub fn lck_spin_init(lock: *mut lck_spin_t, group: *mut lck_grp_t, attributes: *mut lck_attr_t);
    pub fn lck_spin_lock(lock: *mut lck_spin_t);
    pub fn lck_spin_unlock(lock: *mut lck_spin_t);
    pub fn lck_spin_destroy(lock: *mut lck_spin_t, group: *mut lck_grp_t);
    pub fn lck_spin_free(lock: *mut lck_spin_t, group: *mut lck_grp_t);
}
