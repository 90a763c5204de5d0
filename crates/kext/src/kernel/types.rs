//! The types in the kernel's declarations, for 64-bit kernels.

use core::ffi::{c_char, c_int, c_long, c_uchar, c_uint, c_ulong, c_void};
use core::marker::{PhantomData, PhantomPinned};

/// Types of which a kext sees pointers only: neither moved nor, without a word of the author's, shared between threads.
macro_rules! opaque {
    ($($name:ident)*) => { $(
        #[repr(C)]
        pub struct $name { _private: [u8; 0], _stays: PhantomData<(*mut u8, PhantomPinned)> }
    )* };
}

opaque! {
    IOLock IORWLock IORecursiveLock IOSimpleLock MD5_CTX SHA1_CTX
    cdevsw iff_filter ifnet_init_params ifnet_stat_increment_param ipf_filter kern_ctl_reg
    lck_attr_t lck_grp_attr_t lck_grp_t lck_mtx_t lck_rw_t lck_spin_t
    msghdr os_log_s sflt_filter sockaddr sockaddr_dl sysctl_oid sysctl_req vfs_context vfs_fsentry vnode_attr
}

/// Pointers to what only the kernel knows.
macro_rules! handle {
    ($($name:ident)*) => { $( pub type $name = *mut c_void; )* };
}

handle! {
    OSMallocTag event_t ifnet_t interface_filter_t ipfilter_t kalloc_type_view_t kauth_cred_t kauth_listener_t
    kauth_scope_t kern_ctl_ref mbuf_t mount_t proc_t socket_t task_t thread_call_param_t thread_call_t thread_t
    uio_t vfs_context_t vfstable_t vm_map_t vnode_t z_streamp
}

pub type os_log_t = *mut os_log_s;
/// A va_list that is handed on: an array of one record on x86_64, a pointer on arm64.
pub type va_list = *mut c_void;
pub type caddr_t = *mut c_char;

pub type Boolean = c_uchar;
pub type SInt8 = i8;
pub type SInt16 = i16;
pub type SInt32 = i32;
pub type SInt64 = i64;
pub type UInt8 = u8;
pub type UInt32 = u32;
pub type UInt64 = u64;
pub type Bytef = u8;
pub type uInt = c_uint;
pub type uLong = c_ulong;
pub type u_int = c_uint;
pub type u_int32_t = u32;
pub type quad_t = i64;
pub type u_quad_t = u64;

pub type boolean_t = c_int;
pub type errno_t = c_int;
pub type kern_return_t = c_int;
pub type IOReturn = kern_return_t;
pub type OSReturn = kern_return_t;

pub type dev_t = i32;
pub type gid_t = u32;
pub type off_t = i64;
pub type pid_t = i32;
pub type sigset_t = u32;
pub type uid_t = u32;
pub type user_addr_t = u64;
pub type user_size_t = u64;
pub type user_ssize_t = i64;
pub type vm_offset_t = usize;
pub type vm_size_t = usize;

pub type AbsoluteTime = u64;
pub type IOAlignment = c_uint;
pub type IOByteCount = u64;
pub type IOOptionBits = u32;
pub type IOPhysicalAddress = u64;
pub type IOVirtualAddress = u64;
pub type IOThread = thread_t;
pub type OSKextLoadTag = u32;
pub type OSKextRequestTag = u32;
pub type clock_nsec_t = u32;
pub type clock_sec_t = c_ulong;
pub type clock_usec_t = u32;
pub type kauth_action_t = c_int;
pub type lck_rw_type_t = c_uint;
pub type lck_sleep_action_t = c_uint;
pub type mach_msg_type_number_t = c_uint;
pub type mbuf_how_t = u32;
pub type mbuf_type_t = u32;
pub type sflt_handle = u32;
pub type thread_policy_flavor_t = c_uint;
pub type thread_policy_t = *mut c_int;
pub type uio_rw = c_uint;
pub type uio_seg = c_uint;
pub type vtype = c_uint;
pub type wait_interrupt_t = c_int;
pub type wait_result_t = c_int;

pub type uuid_t = [c_uchar; 16];
pub type uuid_string_t = [c_char; 37];

pub type IOThreadFunc = Option<unsafe extern "C" fn(argument: *mut c_void)>;
pub type OSKextRequestResourceCallback =
    Option<unsafe extern "C" fn(tag: OSKextRequestTag, result: OSReturn, data: *const c_void, size: u32, context: *mut c_void)>;
pub type kauth_scope_callback_t = Option<
    unsafe extern "C" fn(
        credential: kauth_cred_t, data: *mut c_void, action: kauth_action_t, arg0: usize, arg1: usize, arg2: usize, arg3: usize,
    ) -> c_int,
>;
pub type sock_upcall = Option<unsafe extern "C" fn(socket: socket_t, cookie: *mut c_void, wait: c_int)>;
pub type thread_call_func_t = Option<unsafe extern "C" fn(first: thread_call_param_t, second: thread_call_param_t)>;
pub type thread_continue_t = Option<unsafe extern "C" fn(parameter: *mut c_void, result: wait_result_t)>;

#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct timespec {
    pub tv_sec: c_long,
    pub tv_nsec: c_long,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct timeval {
    pub tv_sec: c_long,
    pub tv_usec: i32,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct mach_timespec_t {
    pub tv_sec: c_uint,
    pub tv_nsec: c_int,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct mach_timebase_info {
    pub numer: u32,
    pub denom: u32,
}

pub type mach_timebase_info_t = *mut mach_timebase_info;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct IONamedValue {
    pub value: c_int,
    pub name: *const c_char,
}
