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
    /// Characters stay whole: a piece never ends in the midst of one.
    fn push(&mut self, bytes: &[u8]) {
        if bytes.len() > PIECE.saturating_sub(self.length) {
            self.flush();
        }
        self.length = append(&mut self.text, self.length, bytes);
    }

    fn flush(&mut self) {
        if self.length > 0 {
            unsafe { IOLog(c"%.*s".as_ptr(), self.length as c_int, self.text.as_ptr()) };
            self.length = 0;
        }
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                // IOLog would end there.
                '\0' => self.push(b"\\0"),
                _ => self.push(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        Ok(())
    }
}

/// Puts as much of `bytes` behind the first `length` of `text` as there is room for; gives the new length.
///
/// Neither an index nor checked arithmetic is in it, for a panic is written by the same means.
pub(crate) fn append(text: &mut [u8], length: usize, bytes: &[u8]) -> usize {
    let mut end = length;
    for byte in bytes {
        let Some(place) = text.get_mut(end) else { break };
        *place = *byte;
        end = end.wrapping_add(1);
    }
    end
}
