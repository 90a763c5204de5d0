use core::ffi::c_int;
use core::fmt::{self, Write};
use core::panic::PanicInfo;

use crate::log::append;

/// Nobody can unwind to anywhere in a kernel: message and place become the kernel's panic.
#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    let mut message = Message { text: [0; 256], length: 0 };
    // What does not fit is cut off.
    let _ = match info.location() {
        Some(place) => write!(message, "{place}: {}", info.message()),
        None => write!(message, "{}", info.message()),
    };
    unsafe { crate::kernel::panic(c"Rust panic at %.*s".as_ptr(), message.length as c_int, message.text.as_ptr()) }
}

struct Message {
    text: [u8; 256],
    length: usize,
}

impl Write for Message {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.length = append(&mut self.text, self.length, text.as_bytes());
        Ok(())
    }
}
