//! com.apple.kpi.iokit

// Written from a table (make fixtures); edits are lost.

use core::ffi::{c_char, c_int, c_uint, c_void};

use super::types::*;

extern "C" {
    pub fn IOLog(format: *const c_char, ...);
    /// Since macOS 10.5 (Darwin 9).
    pub fn IOLogv(format: *const c_char, ap: va_list);
    pub fn IOMalloc(size: vm_size_t) -> *mut c_void;
    /// Since macOS 10.15 (Darwin 19).
    pub fn IOMallocZero(size: vm_size_t) -> *mut c_void;
    pub fn IOFree(address: *mut c_void, size: vm_size_t);
    pub fn IOMallocAligned(size: vm_size_t, alignment: vm_offset_t) -> *mut c_void;
    pub fn IOFreeAligned(address: *mut c_void, size: vm_size_t);
    pub fn IOMallocContiguous(size: vm_size_t, alignment: vm_size_t, physicalAddress: *mut IOPhysicalAddress) -> *mut c_void;
    pub fn IOFreeContiguous(address: *mut c_void, size: vm_size_t);
    pub fn IOMallocPageable(size: vm_size_t, alignment: vm_size_t) -> *mut c_void;
    pub fn IOFreePageable(address: *mut c_void, size: vm_size_t);
    /// Since macOS 12 (Darwin 21).
    pub fn IOMallocTypeImpl(kt_view: kalloc_type_view_t) -> *mut c_void;
    /// Since macOS 12 (Darwin 21).
    pub fn IOFreeTypeImpl(kt_view: kalloc_type_view_t, address: *mut c_void);
    pub fn IOSetProcessorCacheMode(task: task_t, address: IOVirtualAddress, length: IOByteCount, cacheMode: IOOptionBits) -> IOReturn;
    pub fn IOFlushProcessorCache(task: task_t, address: IOVirtualAddress, length: IOByteCount) -> IOReturn;
    pub fn IOCreateThread(function: IOThreadFunc, argument: *mut c_void) -> IOThread;
    pub fn IOExitThread();
    pub fn IOSleep(milliseconds: c_uint);
    /// Since macOS 10.6 (Darwin 10).
    pub fn IOSleepWithLeeway(intervalMilliseconds: c_uint, leewayMilliseconds: c_uint);
    pub fn IODelay(microseconds: c_uint);
    pub fn IOPause(nanoseconds: c_uint);
    pub fn IOSizeToAlignment(size: c_uint) -> IOAlignment;
    pub fn IOAlignmentToSize(align: IOAlignment) -> c_uint;
    pub fn IOFindNameForValue(value: c_int, namedValueArray: *const IONamedValue) -> *const c_char;
    pub fn IOFindValueForName(string: *const c_char, regValueArray: *const IONamedValue, value: *mut c_int) -> IOReturn;
    pub fn IOGetTime(clock_time: *mut mach_timespec_t);
    pub fn IOLockAlloc() -> *mut IOLock;
    pub fn IOLockFree(lock: *mut IOLock);
    pub fn IOLockGetMachLock(lock: *mut IOLock) -> *mut lck_mtx_t;
    pub fn IOLockLock(lock: *mut IOLock);
    pub fn IOLockTryLock(lock: *mut IOLock) -> boolean_t;
    pub fn IOLockUnlock(lock: *mut IOLock);
    pub fn IOLockSleep(lock: *mut IOLock, event: *mut c_void, interType: UInt32) -> c_int;
    pub fn IOLockSleepDeadline(lock: *mut IOLock, event: *mut c_void, deadline: AbsoluteTime, interType: UInt32) -> c_int;
    pub fn IOLockWakeup(lock: *mut IOLock, event: *mut c_void, oneThread: bool);
    pub fn IORecursiveLockAlloc() -> *mut IORecursiveLock;
    pub fn IORecursiveLockFree(lock: *mut IORecursiveLock);
    pub fn IORecursiveLockLock(lock: *mut IORecursiveLock);
    pub fn IORecursiveLockTryLock(lock: *mut IORecursiveLock) -> boolean_t;
    pub fn IORecursiveLockUnlock(lock: *mut IORecursiveLock);
    pub fn IORecursiveLockHaveLock(lock: *const IORecursiveLock) -> boolean_t;
    pub fn IORecursiveLockSleep(lock: *mut IORecursiveLock, event: *mut c_void, interType: UInt32) -> c_int;
    pub fn IORecursiveLockWakeup(lock: *mut IORecursiveLock, event: *mut c_void, oneThread: bool);
    pub fn IORWLockAlloc() -> *mut IORWLock;
    pub fn IORWLockFree(lock: *mut IORWLock);
    pub fn IORWLockRead(lock: *mut IORWLock);
    pub fn IORWLockWrite(lock: *mut IORWLock);
    pub fn IORWLockUnlock(lock: *mut IORWLock);
    pub fn IOSimpleLockAlloc() -> *mut IOSimpleLock;
    pub fn IOSimpleLockFree(lock: *mut IOSimpleLock);
    pub fn IOSimpleLockInit(lock: *mut IOSimpleLock);
    pub fn IOSimpleLockLock(lock: *mut IOSimpleLock);
    pub fn IOSimpleLockTryLock(lock: *mut IOSimpleLock) -> boolean_t;
    pub fn IOSimpleLockUnlock(lock: *mut IOSimpleLock);
    pub fn IOPageableMapForAddress(address: usize) -> vm_map_t;
    pub fn PE_parse_boot_argn(name: *const c_char, to: *mut c_void, size: c_int) -> boolean_t;
}
