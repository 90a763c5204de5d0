//! `%` of floating-point numbers: a call of C's library, which the kernel does not have, and which
//! Rust's own library leaves to the system on macOS.
//!
//! Kernel code is compiled for a processor without floating point, and hands such numbers over in general
//! registers: as their bits.

/// x - n * y, n being x / y without its fraction; the sign is that of `x`.
#[no_mangle]
pub extern "C" fn fmod(x: u64, y: u64) -> u64 {
    Format { mantissa: 52, width: 64 }.remainder(x, y)
}

#[no_mangle]
pub extern "C" fn fmodf(x: u32, y: u32) -> u32 {
    Format { mantissa: 23, width: 32 }.remainder(x.into(), y.into()) as u32
}

/// How IEEE 754 lays a number out: sign, exponent, mantissa.
struct Format {
    /// Bits, without the leading one that is not stored.
    mantissa: u32,
    width: u32,
}

impl Format {
    const fn remainder(&self, x: u64, y: u64) -> u64 {
        let sign_bit = 1 << (self.width - 1);
        let infinity = (sign_bit - 1) & !((1 << self.mantissa) - 1);
        let (sign, x, y) = (x & sign_bit, x & !sign_bit, y & !sign_bit);
        if y == 0 || y > infinity || x >= infinity {
            return infinity | (1 << (self.mantissa - 1));
        }
        // Without their signs, numbers are ordered as their bits are.
        if x < y {
            return sign | x;
        }
        let (mut exponent, x) = self.parts(x);
        let (least, y) = self.parts(y);
        let mut rest = x % y;
        while exponent > least {
            // As far as the rest, which is less than y, can be moved.
            let step = if exponent - least < 63 - self.mantissa { exponent - least } else { 63 - self.mantissa };
            rest = (rest << step) % y;
            exponent -= step;
        }
        sign | self.number(least, rest)
    }

    /// A number as mantissa * 2^(exponent - a constant). Those too small for a leading one have exponent 1.
    const fn parts(&self, bits: u64) -> (u32, u64) {
        let exponent = (bits >> self.mantissa) as u32;
        let mantissa = bits & ((1 << self.mantissa) - 1);
        if exponent == 0 {
            (1, mantissa)
        } else {
            (exponent, mantissa | (1 << self.mantissa))
        }
    }

    const fn number(&self, exponent: u32, mantissa: u64) -> u64 {
        if mantissa == 0 {
            return 0;
        }
        let shift = mantissa.leading_zeros() - (63 - self.mantissa);
        if shift < exponent {
            // The leading one, which is not stored, adds one to the exponent.
            (((exponent - shift - 1) as u64) << self.mantissa) + (mantissa << shift)
        } else {
            mantissa << (exponent - 1)
        }
    }
}
