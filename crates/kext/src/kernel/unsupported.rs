//! com.apple.kpi.unsupported

// Written from a table (make fixtures); edits are lost.

use core::ffi::{c_char, c_int, c_uint, c_void};

use super::types::*;

extern "C" {
    pub fn Debugger(message: *const c_char);
    pub fn delay(microseconds: c_int);
    pub fn log(level: c_int, format: *const c_char, ...);
    pub fn KUNCUserNotificationDisplayNotice(timeout: c_int, flags: c_uint, iconPath: *mut c_char, soundPath: *mut c_char, localizationPath: *mut c_char, header: *mut c_char, message: *mut c_char, button: *mut c_char) -> kern_return_t;
    pub static mut kernel_map: vm_map_t;
    pub static mut max_mem: u64;
    pub fn get_task_map(task: task_t) -> vm_map_t;
    pub fn get_bsdtask_info(task: task_t) -> *mut c_void;
    pub fn vfs_context_current() -> *mut vfs_context;
    pub fn tsleep(channel: *mut c_void, priority: c_int, message: *const c_char, timeout: c_int) -> c_int;
    pub fn lck_mtx_assert(lock: *mut lck_mtx_t, r#type: c_uint);
}
