//! 128-bit integers in registers, structs and tables; checked, saturating and bounds-checked arithmetic.
#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[no_mangle]
pub extern "C" fn multiplied(a: u64, b: u64) -> u64 {
    let product = (a as u128).wrapping_mul(b as u128).wrapping_add((b as u128) << 37);
    (product >> 64) as u64 ^ product as u64 ^ (product >> (a & 127)) as u64
}

#[no_mangle]
pub extern "C" fn counted_bits(a: u64, b: u64) -> u64 {
    let number = (a as u128) << 64 | b as u128;
    (number.leading_zeros() + number.count_ones() * 3 + number.trailing_zeros() * 5) as u64
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Mixed {
    wide: u128,
    byte: u8,
    word: u64,
}

static TABLE: [Mixed; 2] = [
    Mixed { wide: 1 << 100 | 77, byte: 2, word: 3 },
    Mixed { wide: 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef, byte: 5, word: 6 },
];

#[inline(never)]
fn pick<'a>(all: &'a [Mixed], which: usize) -> &'a Mixed {
    &all[which % all.len()]
}

#[no_mangle]
pub extern "C" fn structs(a: u64, b: u64) -> u64 {
    let own = [Mixed { wide: a as u128 * 7, byte: b as u8, word: a }, TABLE[(b & 1) as usize]];
    let (one, two) = (pick(&own, a as usize), pick(&TABLE, b as usize));
    (one.wide >> 3) as u64 ^ (two.wide >> 60) as u64 ^ one.word ^ (two.byte as u64) << 11 ^ one.byte as u64
}

#[no_mangle]
pub extern "C" fn checked(a: u64, b: u64) -> u64 {
    let (x, y) = (a as i64, b as i64);
    let product = x.checked_mul(y).unwrap_or(-7) ^ x.saturating_add(y) ^ x.overflowing_sub(y).0 ^ x.wrapping_rem(y | 1);
    product as u64 ^ a.checked_shl(b as u32 % 70).unwrap_or(11) ^ (a as i16).saturating_mul(b as i16) as u64
}

#[no_mangle]
pub extern "C" fn indexed(a: u64, b: u64) -> u64 {
    let table = [3u16, 1, 4, 1, 5, 9, 2, 6, 5];
    let index = (a % 9) as usize;
    let part = &table[index.min(4)..index.max(4)];
    part.iter().map(|&digit| digit as u64).sum::<u64>() + table[(b % 9) as usize] as u64 / (a % 7 + 1)
}
