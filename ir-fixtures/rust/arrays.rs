//! Local arrays in leaf functions, loops that become vectors, copies and clears of structs, sorting.
#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[inline(never)]
fn filled(a: u64, b: u64) -> [u32; 48] {
    let (mut words, mut seed) = ([0; 48], a | 1);
    for word in words.iter_mut() {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(b);
        *word = (seed >> 32) as u32;
    }
    words
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn leaf(a: u64, b: u64) -> u64 {
    let mut slots = [0u32; 16];
    for i in 0..16u32 {
        slots[i as usize] = (a as u32).wrapping_mul(i * i + 1);
    }
    let mut result = b as u32;
    for i in 0..16usize {
        result ^= slots[(result as usize ^ i) & 15].rotate_left(i as u32);
    }
    result as u64
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn bytes(a: u64, b: u64) -> u64 {
    let mut text = [a as u8; 24];
    text[(b % 24) as usize] ^= 1;
    text[(b % 7 * 3) as usize].wrapping_add(text[(b % 5 * 4) as usize]) as u64
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn large(a: u64, b: u64) -> u64 {
    let mut table = [0u64; 1200];
    for (i, slot) in table.iter_mut().enumerate() {
        *slot = (i as u64).wrapping_mul(a);
    }
    (0..1200).fold(b, |sum, i| sum.wrapping_add(table[(i * 17 + b as usize % 1200) % 1200] ^ i as u64))
}

#[no_mangle]
pub extern "C" fn sums(a: u64, b: u64) -> u64 {
    let words = filled(a, b);
    let wide: u64 = words.iter().map(|&word| (word as u64).wrapping_mul(7) ^ word as u64 >> 3).sum();
    let narrow = words[..(b % 48) as usize].iter().fold(3u32, |sum, &word| sum.wrapping_add(word.wrapping_mul(word)));
    wide ^ (narrow as u64) << 20 ^ *words.iter().max().unwrap_or(&0) as u64
}

#[no_mangle]
pub extern "C" fn sorted(a: u64, b: u64) -> u64 {
    let mut words = filled(b, a);
    words[..(a % 48) as usize].sort_unstable();
    words[7..].reverse();
    words.iter().fold(0, |hash: u64, &word| hash.rotate_left(5) ^ word as u64)
}

#[derive(Clone, Copy)]
pub struct Record {
    words: [u64; 20],
    tag: u8,
}

#[no_mangle]
pub extern "C" fn records(a: u64, b: u64) -> u64 {
    let mut records = [Record { words: [a; 20], tag: b as u8 }; 3];
    records[1] = Record { words: [0; 20], tag: 1 };
    records[2] = records[(b & 1) as usize];
    records[2].words[(b % 20) as usize] ^= b;
    records.iter().fold(0, |hash, record| record.words.iter().fold(hash ^ record.tag as u64, |hash, &word| hash.rotate_left(3) ^ word))
}
