//! com.apple.kpi.mach

// Written from a table (make fixtures); edits are lost.

use core::ffi::{c_void};

use super::types::*;

extern "C" {
    pub fn lck_mtx_sleep(lock: *mut lck_mtx_t, action: lck_sleep_action_t, event: event_t, interruptible: wait_interrupt_t) -> wait_result_t;
    pub fn lck_mtx_sleep_deadline(lock: *mut lck_mtx_t, action: lck_sleep_action_t, event: event_t, interruptible: wait_interrupt_t, deadline: u64) -> wait_result_t;
    pub fn kernel_thread_start(continuation: thread_continue_t, parameter: *mut c_void, thread: *mut thread_t) -> kern_return_t;
    pub fn current_thread() -> thread_t;
    pub fn thread_reference(thread: thread_t);
    pub fn thread_deallocate(thread: thread_t);
    pub fn thread_terminate(thread: thread_t) -> kern_return_t;
    pub fn thread_block(continuation: thread_continue_t) -> wait_result_t;
    pub fn thread_block_parameter(continuation: thread_continue_t, parameter: *mut c_void) -> wait_result_t;
    pub fn thread_wakeup_prim(event: event_t, oneThread: boolean_t, result: wait_result_t) -> kern_return_t;
    pub fn assert_wait(event: event_t, interruptible: wait_interrupt_t) -> wait_result_t;
    pub fn assert_wait_deadline(event: event_t, interruptible: wait_interrupt_t, deadline: u64) -> wait_result_t;
    pub fn assert_wait_timeout(event: event_t, interruptible: wait_interrupt_t, interval: u32, scale: u32) -> wait_result_t;
    pub fn thread_policy_set(thread: thread_t, flavor: thread_policy_flavor_t, policy: thread_policy_t, count: mach_msg_type_number_t) -> kern_return_t;
    pub fn thread_call_allocate(function: thread_call_func_t, parameter: thread_call_param_t) -> thread_call_t;
    pub fn thread_call_free(call: thread_call_t) -> boolean_t;
    pub fn thread_call_enter(call: thread_call_t) -> boolean_t;
    pub fn thread_call_enter1(call: thread_call_t, parameter: thread_call_param_t) -> boolean_t;
    pub fn thread_call_enter_delayed(call: thread_call_t, deadline: u64) -> boolean_t;
    pub fn thread_call_enter1_delayed(call: thread_call_t, parameter: thread_call_param_t, deadline: u64) -> boolean_t;
    pub fn thread_call_cancel(call: thread_call_t) -> boolean_t;
    pub fn mach_absolute_time() -> u64;
    /// Since macOS 10.12 (Darwin 16).
    pub fn mach_continuous_time() -> u64;
    pub fn clock_get_uptime(result: *mut u64);
    pub fn clock_get_system_microtime(seconds: *mut clock_sec_t, microseconds: *mut clock_usec_t);
    pub fn clock_get_system_nanotime(seconds: *mut clock_sec_t, nanoseconds: *mut clock_nsec_t);
    pub fn clock_get_calendar_microtime(seconds: *mut clock_sec_t, microseconds: *mut clock_usec_t);
    pub fn clock_get_calendar_nanotime(seconds: *mut clock_sec_t, nanoseconds: *mut clock_nsec_t);
    pub fn clock_interval_to_deadline(interval: u32, scale: u32, result: *mut u64);
    pub fn clock_interval_to_absolutetime_interval(interval: u32, scale: u32, result: *mut u64);
    pub fn clock_absolutetime_interval_to_deadline(interval: u64, result: *mut u64);
    pub fn clock_delay_until(deadline: u64);
    pub fn clock_timebase_info(info: mach_timebase_info_t);
    pub fn absolutetime_to_nanoseconds(interval: u64, result: *mut u64);
    pub fn nanoseconds_to_absolutetime(nanoseconds: u64, result: *mut u64);
    pub fn current_task() -> task_t;
    pub static mut kernel_task: task_t;
    pub fn read_random(buffer: *mut c_void, size: u_int);
}
