//! Structs, tuples and enums whose layout depends on the alignment of u128, by value, in arrays and by way of pointers.
#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[derive(Clone, Copy)]
pub struct Reordered {
    word: u64,
    wide: u128,
    byte: u8,
}

/// A pair of scalars: rustc leaves the seven bytes between them to LLVM.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Pair {
    byte: u8,
    wide: u128,
}

#[derive(Clone, Copy)]
pub enum Choice {
    Small(u8),
    Tuple(u128, u8),
    Nested { half: u32, wide: [u128; 2], pair: Pair },
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Everything {
    first: u8,
    pair: Pair,
    pairs: [Pair; 3],
    tuples: [(u128, u8); 3],
    choice: Choice,
    result: Result<u8, u128>,
    option: Option<u128>,
    last: u16,
}

#[inline(never)]
fn everything(a: u64, b: u64) -> Everything {
    let wide = (a as u128) << 64 | b as u128;
    let pair = Pair { byte: a as u8, wide };
    Everything {
        first: 3,
        pair,
        pairs: [pair, Pair { byte: b as u8, wide: wide.wrapping_add(5) }, pair],
        tuples: [(wide, 1), (wide.wrapping_add(1), a as u8), (wide.wrapping_mul(3), 3)],
        choice: match a & 3 {
            0 => Choice::Small(b as u8),
            1 => Choice::Tuple(wide, 4),
            _ => Choice::Nested { half: a as u32, wide: [wide, wide ^ 9], pair },
        },
        result: if a & 4 == 0 { Ok(a as u8) } else { Err(wide) },
        option: if b & 1 == 0 { Some(wide) } else { None },
        last: b as u16,
    }
}

#[inline(never)]
fn sum(all: &Everything, at: usize) -> u128 {
    let mut sum = all.pair.wide.wrapping_add(all.pair.byte as u128);
    sum = sum.wrapping_mul(31).wrapping_add(all.pairs[at % 3].wide ^ all.pairs[(at + 1) % 3].byte as u128);
    sum = sum.wrapping_mul(31).wrapping_add(all.tuples[at % 3].0 ^ all.tuples[(at + 2) % 3].1 as u128);
    sum = sum.wrapping_mul(31).wrapping_add(match all.choice {
        Choice::Small(byte) => byte as u128,
        Choice::Tuple(wide, byte) => wide ^ byte as u128,
        Choice::Nested { half, wide, pair } => wide[at & 1].wrapping_add(pair.wide) ^ half as u128 ^ pair.byte as u128,
    });
    sum = sum.wrapping_mul(31).wrapping_add(match all.result {
        Ok(byte) => byte as u128,
        Err(wide) => wide,
    });
    sum.wrapping_mul(31).wrapping_add(all.option.unwrap_or(7)) ^ all.last as u128 ^ all.first as u128
}

/// Moves a value around in memory, as a whole, where no optimiser looks through.
#[inline(never)]
fn moved<T: Copy>(value: T) -> T {
    unsafe { core::ptr::read_volatile(&value) }
}

fn folded(wide: u128) -> u64 {
    (wide >> 64) as u64 ^ wide as u64
}

#[no_mangle]
pub extern "C" fn in_a_struct(a: u64, b: u64) -> u64 {
    folded(sum(&moved(everything(a, b)), (b & 0xff) as usize))
}

#[no_mangle]
pub extern "C" fn in_an_array(a: u64, b: u64) -> u64 {
    let mut table = [everything(a, b), everything(b, a), everything(a ^ b, 1)];
    table[(a % 3) as usize].pairs[(b % 3) as usize].wide ^= 1 << 99;
    table.swap(0, (b % 3) as usize);
    let table = moved(table);
    table.iter().fold(0, |hash: u64, all| hash.wrapping_mul(17) ^ folded(sum(all, (a & 0xff) as usize)))
}

#[no_mangle]
pub extern "C" fn reordered(a: u64, b: u64) -> u64 {
    let table = moved([Reordered { word: a, wide: (b as u128) << 3, byte: 1 }, Reordered { word: b, wide: (a as u128) << 70, byte: 2 }]);
    table.iter().fold(0, |hash: u64, one| hash.wrapping_mul(31).wrapping_add(one.word ^ folded(one.wide).rotate_left(one.byte as u32)))
}

#[inline(never)]
fn checked(a: u128, b: u128) -> Option<u128> {
    a.checked_add(b)
}

#[no_mangle]
pub extern "C" fn returned(a: u64, b: u64) -> u64 {
    let wide = (a as u128) << 64;
    folded(checked(wide, (b as u128) << 65).unwrap_or(1))
}
