import { expect } from "chai";
import { execa } from "execa";
import fc from "fast-check";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demangle, isRustName } from "../../src/support/demangle.js";

const rustc = process.env["KEXTIR_RUSTC"] ?? "rustc";
const nm = process.env["KEXTIR_LLVM_NM"] ?? "llvm-nm-22";
const cxxfilt = process.env["KEXTIR_LLVM_CXXFILT"] ?? "llvm-cxxfilt-22";

describe("support/demangle", () => {
  it("reads legacy names", () => {
    expect(demangle("_ZN4core9panicking5panic17h0123456789abcdefE")).to.equal("core::panicking::panic");
    expect(
      demangle("__ZN58_$LT$alloc..string..String$u20$as$u20$core..fmt..Debug$GT$3fmt17hfedcba9876543210E"),
    ).to.equal("<alloc::string::String as core::fmt::Debug>::fmt");
    expect(demangle("_ZN74_$LT$$LP$A$C$B$RP$$u20$as$u20$x..T$LT$$RF$$BP$mut$u20$$u5b$u8$u5d$$GT$$GT$1f17h0123456789abcdefE")).to.equal(
      "<(A,B) as x::T<&*mut [u8]>>::f",
    );
    expect(demangle("_ZN1a28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE")).to.equal("a::{{closure}}");
  });

  it("reads v0 names", () => {
    expect(demangle("_RNvCs1234_7mycrate3foo")).to.equal("mycrate::foo");
    expect(demangle("__RNvCs1234_7mycrate3foo")).to.equal("mycrate::foo");
    expect(demangle("_RNCNvC1a1fs_0B3_")).to.equal("a::f::{closure#1}");
    expect(demangle("_RNvMC1aINtC1b1SRhE3new")).to.equal("<b::S<&u8>>::new");
    expect(demangle("_RINvC1a1fKj1f_Kb1_Kc41_Kln5_E")).to.equal("a::f::<31, true, 'A', -5>");
    expect(demangle("_RNvC1au8gdel_5qa")).to.equal("a::gödel");
    expect(demangle("_RINvC1a1fDG_INtC1b2FnTRL0_hEEp6OutputuEL_E")).to.equal("a::f::<dyn for<'a> b::Fn<(&'a u8,), Output = ()>>");
    expect(demangle("_RINvC1a1fFKCjEuE")).to.equal('a::f::<extern "C" fn(usize)>');
  });

  it("reads the constants that llvm-cxxfilt leaves", () => {
    expect(demangle("_RINvC1a1fKRe616263_E")).to.equal('a::f::<"abc">');
    expect(demangle("_RINvC1a1fKe22_E")).to.equal('a::f::<{*"\\""}>');
    expect(demangle("_RINvC1a1fKTh1_h2_EE")).to.equal("a::f::<{(1, 2)}>");
    expect(demangle("_RINvC1a1fKAh1_h2_EE")).to.equal("a::f::<{[1, 2]}>");
    expect(demangle("_RINvC1a1fKVNtC1b1SS1xh1_1yb0_EE")).to.equal("a::f::<{b::S { x: 1, y: false }}>");
  });

  it("hides and shows what tells builds apart", () => {
    const legacy = "_ZN4core9panicking5panic17h0123456789abcdefE";
    expect(demangle(legacy, { hash: true })).to.equal("core::panicking::panic::h0123456789abcdef");
    expect(demangle("_RNvCs1234_7mycrate3foo", { hash: true })).to.equal("mycrate[3c1c0]::foo");
    expect(demangle(`${legacy}.llvm.123`)).to.equal("core::panicking::panic");
    expect(demangle(`${legacy}.llvm.123`, { hash: true })).to.equal(
      "core::panicking::panic::h0123456789abcdef (.llvm.123)",
    );
    expect(demangle("_RNvC1a1f.cold")).to.equal("a::f (.cold)");
    // The path's own dots are no suffix.
    expect(demangle("_ZN16_$LT$a..E..b$GT$1f17h0123456789abcdefE.cold")).to.equal("<a::E::b>::f (.cold)");
  });

  it("leaves other names as they are", () => {
    for (const name of ["", "_", "__", "_R", "__R", "_main", "main", "_ZN3foo3barEv", "_ZN3fooE", "__ZTV4Base", "_RC", "_ZN17h0123456789abcdefE"]) {
      expect(demangle(name)).to.equal(name);
      expect(isRustName(name)).to.equal(false);
    }
  });

  it("gives up on names that expand without end", () => {
    // Each tuple holds the one before it twice: the text doubles with every step.
    let name = "_RINvC1a1f";
    let previous = "TuuE";
    let target = name.length - 2;
    name += previous;
    for (let step = 0; step < 40; step += 1) {
      previous = `TB${base62(target)}B${base62(target)}E`;
      target = name.length - 2;
      name += previous;
    }
    name += "E";
    expect(demangle(name)).to.equal(name);
    const deep = `_RINvC1a1f${"R".repeat(100_000)}uE`;
    expect(demangle(deep)).to.equal(deep);
    const punycode = `_RNvC1au${100_000}_${"a".repeat(100_000)}`;
    expect(demangle(punycode)).to.equal(punycode);
    const lifetimes = "_RINvC1a1fFGzzzzzz_EuE";
    expect(demangle(lifetimes)).to.equal(lifetimes);
  });

  it("never throws, whatever the name", () => {
    const pieces = fc.constantFrom(
      ..."RNCMXYIBLKDFTAESQPOGUpuehj0129_sz.$".split(""),
      "_R", "_ZN", "3foo", "17h0123456789abcdefE", "$u20$", "$LT$", "Cs_1a", "NvC1a1f", "KRe6162_", "u3a_b", ".llvm.1",
    );
    const names = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(names, names.map((name) => `_R${name}`), names.map((name) => `_ZN${name}`), fc.string()), (name) => {
        expect(demangle(name)).to.be.a("string");
      }),
      { numRuns: 3000 },
    );
  });

  it("agrees with llvm-cxxfilt on what rustc writes", async function () {
    this.timeout(30_000);
    const names = await symbolsOf(rustSource, "v0");
    expect(names.length).to.be.greaterThan(30);
    const { stdout } = await execa(cxxfilt, ["-n"], { input: names.join("\n") });
    expect(names.map((name) => demangle(name))).to.deep.equal(
      stdout.split("\n").map((line) => line.replace(/ \(\.llvm\.[0-9A-F]+\)$/, "")),
    );
  });

  it("reads every legacy name that rustc writes", async function () {
    this.timeout(30_000);
    const names = await symbolsOf(rustSource, "legacy");
    expect(names.length).to.be.greaterThan(30);
    // The allocator's entry points have v0 names in every crate.
    for (const name of names) expect(demangle(name), name).to.not.match(/\$|\.\.|17h|^_[ZR]/);
    expect(names.map((name) => demangle(name))).to.include.members([
      "probe::Pair<A,B>::swap",
      "<probe::Pair<A,B> as core::fmt::Display>::fmt",
      "probe::adder::{{closure}}",
    ]);
  });
});

function base62(value: number): string {
  const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  if (value === 0) return "_";
  let text = "";
  for (let rest = value - 1; text === "" || rest > 0; rest = Math.floor(rest / 62)) text = (digits[rest % 62] ?? "") + text;
  return `${text}_`;
}

const rustSource = `
#![crate_type = "lib"]
#![crate_name = "probe"]
use std::fmt;
pub struct Pair<A, B>(pub A, pub B);
impl<A: Copy, B: Copy> Pair<A, B> {
    #[inline(never)] pub fn swap(&self) -> Pair<B, A> { Pair(self.1, self.0) }
}
impl<A: fmt::Debug, B: fmt::Debug> fmt::Display for Pair<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{:?} {:?}", self.0, self.1) }
}
pub fn adder(n: u32) -> Box<dyn Fn(u32) -> u32 + Send> { Box::new(move |m| m + n) }
#[inline(never)] pub fn length<const N: usize, const C: char, const S: i8, const B: bool>(_: &[u8; N]) -> usize { N + C as usize + S as usize + B as usize }
pub fn größe() -> u8 { 1 }
pub mod outer { pub mod inner { pub fn visit(f: &mut dyn for<'a> FnMut(&'a str, &'a mut [u8]) -> &'a str) { f("x", &mut []); } } }
#[inline(never)] pub fn generic<T: ?Sized + 'static>(_: *const T) {}
pub fn all() -> String {
    let p = Pair(1u8, [2.5f64; 3]);
    let _ = p.swap();
    length::<3, 'x', -7, true>(b"abc");
    length::<0, '\\n', 127, false>(b"");
    generic::<dyn for<'a> Fn(&'a u8) -> Pair<&'a str, ()>>(&(|_: &u8| Pair("", ())));
    generic::<unsafe extern "C" fn(*mut i8, ...) -> i32>(std::ptr::null());
    generic::<for<'a, 'b> fn(&'a u8, &'b mut [(u128,)]) -> !>(std::ptr::null());
    generic::<dyn Iterator<Item = [Option<char>; 4]> + Send>(std::ptr::null::<std::vec::IntoIter<[Option<char>; 4]>>());
    let mut v: Vec<Box<dyn fmt::Display>> = vec![Box::new(p), Box::new(Pair("a", Some('b')))];
    v.sort_by_key(|d| d.to_string());
    outer::inner::visit(&mut |a, _| a);
    v.iter().map(|d| d.to_string()).collect()
}
`;

async function symbolsOf(source: string, mangling: "v0" | "legacy"): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "kextir-demangle-"));
  try {
    await writeFile(join(folder, "probe.rs"), source);
    await execa(
      rustc,
      ["--edition=2021", `-Csymbol-mangling-version=${mangling}`, "-Zunstable-options", "--emit=obj", "-Copt-level=0", "-o", "probe.o", "probe.rs"],
      { cwd: folder, env: { RUSTC_BOOTSTRAP: "1" } },
    );
    const { stdout } = await execa(nm, ["--no-demangle", "-j", "probe.o"], { cwd: folder });
    return stdout.split("\n").filter((name) => /^_(ZN|R)/.test(name));
  } finally {
    await rm(folder, { recursive: true });
  }
}
