use core::ffi::c_int;
use core::fmt::{self, Write};

use crate::kernel::IOLog;

/// Writes a line to the kernel's log. Takes what `format!` takes.
///
/// The text is handed over with its length: it needs no NUL, and a `%` in it means nothing. Memory is not
/// needed. `IOLog` may block: not for code at interrupt level.
#[macro_export]
macro_rules! kprintln {
    () => { $crate::macros::log(::core::format_args!("\n")) };
    ($($argument:tt)*) => { $crate::macros::log(::core::format_args!("{}\n", ::core::format_args!($($argument)*))) };
}

/// Writes to the kernel's log, without the line end.
#[macro_export]
macro_rules! kprint {
    ($($argument:tt)*) => { $crate::macros::log(::core::format_args!($($argument)*)) };
}

/// A text of more than this is handed over in several pieces: it lies on the stack, of which a kernel
/// thread has 16 KiB.
const PIECE: usize = 256;

/// Writes to the kernel's log: one call of `IOLog`, or several for a long text.
pub fn log(arguments: fmt::Arguments) {
    let mut line = Line { text: [0; PIECE], length: 0 };
    // Writing fails only where a Display of the caller's says so: what it wrote before is shown.
    let _ = line.write_fmt(arguments);
    line.flush();
}

struct Line {
    text: [u8; PIECE],
    length: usize,
}

impl Line {
    fn flush(&mut self) {
        if self.length > 0 {
            unsafe { IOLog(c"%.*s".as_ptr(), self.length as c_int, self.text.as_ptr()) };
            self.length = 0;
        }
    }
}

impl Write for Line {
    /// Characters stay whole: a piece never ends in the midst of one.
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while !rest.is_empty() {
            if rest.starts_with('\0') {
                // IOLog would end there.
                rest = &rest[1..];
                self.write_str("\\0")?;
                continue;
            }
            let part = &rest[..rest.find('\0').unwrap_or(rest.len())];
            let taken = whole_characters(part, PIECE - self.length);
            self.text[self.length..self.length + taken].copy_from_slice(&part.as_bytes()[..taken]);
            self.length += taken;
            rest = &rest[taken..];
            if taken < part.len() {
                self.flush();
            }
        }
        Ok(())
    }
}

/// The length of the longest beginning of whole characters that has at most `most` bytes.
fn whole_characters(text: &str, most: usize) -> usize {
    let mut length = text.len().min(most);
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    length
}
