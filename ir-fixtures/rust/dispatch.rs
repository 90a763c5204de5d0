//! Trait objects, closures, enums with niches, big matches, drops: tables of pointers and of numbers.
#![no_std]

use core::num::NonZeroU32;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

trait Shape {
    fn area(&self) -> u64;
    fn name(&self) -> &'static str {
        "shape"
    }
}
struct Square(u64);
struct Sheet([u8; 40]);
impl Shape for Square {
    #[inline(never)]
    fn area(&self) -> u64 {
        self.0.wrapping_mul(self.0)
    }
}
impl Shape for Sheet {
    #[inline(never)]
    fn area(&self) -> u64 {
        self.0.iter().map(|&b| b as u64).sum()
    }
    fn name(&self) -> &'static str {
        "a sheet, \"quoted\\ and % grün"
    }
}

#[no_mangle]
pub extern "C" fn shapes(a: u64, b: u64) -> u64 {
    let (square, sheet) = (Square(a), Sheet([b as u8; 40]));
    let all: [&dyn Shape; 2] = [&square, &sheet];
    all.iter().fold(7, |sum, shape| sum.wrapping_mul(31).wrapping_add(shape.area() ^ shape.name().len() as u64))
}

#[derive(Clone, Copy)]
enum Value {
    Some(NonZeroU32),
    Nothing,
    Flag(bool),
    Pair { x: u64, y: u8 },
    Nested(Option<Option<bool>>),
}

#[inline(never)]
fn make(kind: u64, x: u64) -> Value {
    match kind % 6 {
        0 => NonZeroU32::new(x as u32).map_or(Value::Nothing, Value::Some),
        1 => Value::Flag(x & 64 != 0),
        2 => Value::Pair { x, y: x as u8 },
        3 => Value::Nested(Some(None)),
        4 => Value::Nested(Some(Some(x & 1 == 0))),
        _ => Value::Nested(None),
    }
}

#[no_mangle]
pub extern "C" fn niches(a: u64, b: u64) -> u64 {
    match make(a, b) {
        Value::Some(n) => n.get() as u64,
        Value::Nothing => 1,
        Value::Flag(flag) => 2 + flag as u64,
        Value::Pair { x, y } => x ^ (y as u64) << 7,
        Value::Nested(Some(Some(flag))) => 100 + flag as u64,
        Value::Nested(Some(None)) => 200,
        Value::Nested(None) => 300,
    }
}

#[no_mangle]
pub extern "C" fn machine(a: u64, b: u64) -> u64 {
    let (mut x, mut y) = (a, b);
    for step in 0..40u32 {
        match (x ^ y).wrapping_add(step as u64) % 16 {
            0 => x = x.wrapping_add(y),
            1 => x = x.wrapping_sub(y),
            2 => x = x.wrapping_mul(y | 1),
            3 => y = x / (y | 1),
            4 => core::mem::swap(&mut x, &mut y),
            5 => x = x.rotate_left(5),
            6 => y ^= x,
            7 => y = !y,
            8 => x >>= 1,
            9 => x |= 1 << (y & 63),
            10 => y = x.leading_zeros() as u64,
            11 => return x ^ y,
            12 => x = x.swap_bytes(),
            13 => y = y.reverse_bits(),
            14 => x = x as i32 as u64,
            _ => x = x.wrapping_neg(),
        }
    }
    x.wrapping_add(y)
}

#[no_mangle]
pub extern "C" fn days(a: u64, _b: u64) -> u64 {
    match a % 14 {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28,
        _ => 0,
    }
}

struct Guard<'a>(&'a core::cell::Cell<u64>);
impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().rotate_left(9) ^ 0x55)
    }
}

#[no_mangle]
pub extern "C" fn drops(a: u64, b: u64) -> u64 {
    let cell = core::cell::Cell::new(a);
    for _ in 0..b % 5 {
        let _first = Guard(&cell);
        let _second = Guard(&cell);
        cell.set(cell.get().wrapping_add(b));
    }
    cell.get()
}
