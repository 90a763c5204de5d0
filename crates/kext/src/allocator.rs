use core::alloc::{GlobalAlloc, Layout};

use crate::kernel::{IOFreeAligned, IOMallocAligned};

/// The kernel's memory. It may block, so nothing may be allocated or freed at interrupt level, nor with a
/// spin lock held. Where there is none left, `try_reserve` says so, and the rest panics.
struct KernelMemory;

#[global_allocator]
static KERNEL_MEMORY: KernelMemory = KernelMemory;

unsafe impl GlobalAlloc for KernelMemory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { IOMallocAligned(layout.size(), layout.align()) }.cast()
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        unsafe { IOFreeAligned(address.cast(), layout.size()) }
    }
}
