// The whole way from a crate to a kext that runs, here by a loader in a process of this machine.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { rustcAdvice } from "../../src/toolchain/rustc-advice.js";
import { Workshop } from "../link/build.js";
import { kextir, type Outcome } from "./kextir.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pureRust = join(root, "examples/pure-rust-kext");
const rustc = process.env["KEXTIR_RUSTC"] ?? "/usr/bin/rustc";

describe("kextir build", function () {
  const shop = new Workshop();
  before(function () {
    if (!existsSync(process.env["KEXTIR_SYSROOT"] ?? "")) this.skip();
  });
  after(() => shop.close());

  const build = (...args: readonly string[]): Outcome => kextir(["build", ...args], { cwd: shop.path("") });
  const binaryOf = (kext: string): Buffer => readFileSync(shop.path(`${kext}.kext/Contents/MacOS/${kext}`));
  const load = (kext: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
    spawnSync(shop.loader(), [shop.path(`${kext}.kext/Contents/MacOS/${kext}`)], { encoding: "utf8" });

  it("makes a kext of a package in Rust alone, which runs and gives its memory back", () => {
    const { code, stderr } = build(pureRust, "-o", "pure.kext", "--export=_mean_in_thousandths");
    expect(code, stderr).to.equal(0);
    expect(load("pure")).to.deep.include({
      status: 0,
      stdout: "hello from pure rust\ne x2, l x2, o x2, r x3, u x2, and 100% of 11 letters counted\nstart returned 0\nbye: 4 words, the longest of 5 letters\nstop returned 0\n",
    });
    // 128-bit division comes from Rust's own library, through the passes.
    expect(symbols("pure")).to.match(/ T _mean_in_thousandths$/m).and.match(/ t ___udivti3$/m);
    expect(undefinedIn("pure")).to.deep.equal(["_IOFreeAligned", "_IOLog", "_IOMallocAligned", "___bzero", "___stack_chk_fail", "___stack_chk_guard", "_memcpy", "_panic", "_version_major"]);
    expect(binaryOf("pure").includes(root)).to.equal(false);
  });

  it("makes a kext that runs in ring 0, under interrupts, and leaks nothing", function () {
    if (!QEMU_PATH.some((folder) => existsSync(join(folder, "qemu-system-x86_64")))) return this.skip();
    const { code, text } = kextir(["boot", shop.path("pure.kext"), "--json", "--call", "mean_in_thousandths([1u64, 2u64, 4u64], 3)"]);
    expect(code, text).to.equal(0);
    const { log, findings } = JSON.parse(text) as { readonly log: unknown; readonly findings: unknown };
    expect(findings).to.deep.equal([]);
    expect(JSON.stringify(log)).to.include("hello from pure rust").and.include("bye: 4 words");
  });

  it("makes nothing again that has not changed", () => {
    const { ino } = statSync(shop.path("pure.kext"));
    const { code, stderr } = build(pureRust, "-o", "pure.kext", "--export=_mean_in_thousandths", "-v");
    expect(code).to.equal(0);
    expect(stderr).to.match(/^rustc +[\d.]+ s {2}pure-rust-kext, as before$/m);
    expect(stderr).to.match(/^clang +[\d.]+ s {2}main, as before$/m);
    expect(stderr).to.match(/^library +[\d.]+ s {2}__udivti3 of compiler_builtins, as before$/m);
    expect(stderr).to.match(/^same +[\d.]+ s {2}pure\.kext$/m);
    expect(statSync(shop.path("pure.kext")).ino).to.equal(ino);
    expect(load("pure").status).to.equal(0);
  });

  it("sends each codegen unit, and what is needed of each library, through the passes with --no-lto", () => {
    const { code, stderr } = build(pureRust, "-o", "apart.kext", "--no-lto", "-v");
    expect(code, stderr).to.equal(0);
    for (const library of ["core", "alloc", "kext", "pure_rust_kext"]) expect(stderr).to.match(new RegExp(`^library .* of ${library}\\b`, "m"));
    expect(load("apart")).to.deep.include({ status: 0, stdout: load("pure").stdout });
  });

  it("takes a file of its own, with features, and logs any text as it is", () => {
    writeFileSync(shop.path("talk.rs"), TALK);
    const { code, stderr } = build("talk.rs", "-o", "talk.kext", "--save-temps", "--export=_half", "-Os", "--bundle-version=2.0", "--target=x86_64-apple-macosx11.0", "--", "-fno-stack-protector");
    expect(code, stderr).to.equal(0);
    const { status, stdout } = load("talk");
    expect(status).to.equal(0);
    expect(stdout).to.equal(`100%s %n of it\\0!\n${"µ".repeat(300)}\nstart returned 0\nno\nstop returned 5\n`);
    const kept = readdirSync(shop.path("target/kextir/talk"));
    expect(kept).to.include.members(["main.ll", "main.kext.ll", "main.o", "talk", "talk.map"]);
    expect(readFileSync(shop.path("target/kextir/talk/main.kext.ll"), "utf8")).to.match(/define .*@half/);
    const plist = readFileSync(shop.path("talk.kext/Contents/Info.plist"), "utf8");
    expect(plist).to.include("<string>20.0.0</string>").and.include("<string>2.0</string>").and.include("org.example.talk");
  });

  it("says where a kext panics", () => {
    expect(build("talk.rs", "-o", "talk.kext", "--features=panics").code).to.equal(0);
    const { status, stdout } = load("talk");
    expect(status).to.equal(1);
    expect(stdout).to.match(/Rust panic at \.\/talk\.rs:\d+:\d+: index out of bounds: the len is 3 but the index is 7$/);
  });

  it("builds what the crate's manual shows", () => {
    const [, example] = /```rust\n([^]*?)```/.exec(readFileSync(join(root, "crates/kext/README.md"), "utf8"))!;
    writeFileSync(shop.path("primes.rs"), example!);
    expect(build("primes.rs", "-o", "primes.kext")).to.deep.include({ code: 0, stderr: "" });
    expect(load("primes").stdout).to.equal("3 primes\nstart returned 0\nbye from [2, 3, 5]\nstop returned 0\n");
  });

  it("takes a package with features, and the crate kext without panic handler and allocator", () => {
    mkdirSync(shop.path("bare/src"), { recursive: true });
    writeFileSync(shop.path("bare/Cargo.toml"), `[package]\nname = "bare"\nversion = "1.0.0"\nedition = "2024"\n[workspace]\n[features]\nwilling = []\n[dependencies]\nkext = { path = ${JSON.stringify(join(root, "crates/kext"))}, default-features = false }\n`);
    writeFileSync(shop.path("bare/src/lib.rs"), BARE);
    expect(build("bare", "-o", "bare.kext", "--features", "willing").code).to.equal(0);
    expect(undefinedIn("bare")).to.deep.equal([]);
    expect(load("bare").stdout).to.equal("start returned 0\nstop returned 0\n");
    expect(build("bare/Cargo.toml", "-o", "bare.kext").code).to.equal(0);
    expect(undefinedIn("bare")).to.include("_IOLog").and.not.include("_IOMallocAligned");
    expect(load("bare").stdout).to.match(/^not willing\nstart returned 46\n/);
    expect(existsSync(shop.path("bare/target/kextir/bare"))).to.equal(true);
  });

  it("links C, assembly and archives in, and floating point by Rust's library", () => {
    writeFileSync(shop.path("glue.c"), GLUE);
    writeFileSync(shop.path("mean.rs"), MEAN);
    writeFileSync(shop.path("number.h"), "#define NUMBER 21\n");
    writeFileSync(shop.path("twice.s"), ".globl _twice\n_twice: leal (%rdi,%rdi), %eax\nretq\n");
    shop.archive("libsame.a", "darwin", [shop.compile("same.o", "unsigned same(unsigned x) { return x; }")]);
    const glue = ["--glue", "glue.c", "--glue=twice.s", "--glue=libsame.a"];
    const { code, stderr } = build("mean.rs", ...glue, "-o", "mean.kext", "-q");
    expect(code, stderr).to.equal(0);
    expect(load("mean").stdout).to.equal("42 percent\nstart returned 0\nstop returned 0\n");
    expect(symbols("mean")).to.match(/ t ___divdf3$/m).and.match(/ t ___fixunsdfsi$/m);
    // What the glue includes counts, too.
    writeFileSync(shop.path("number.h"), "#define NUMBER 23\n");
    expect(build("mean.rs", ...glue, "-o", "mean.kext", "-q").code).to.equal(0);
    expect(load("mean").stdout).to.include("46 percent");
  });

  it("gives % of floating-point numbers what this machine gives", () => {
    writeFileSync(shop.path("remainder.rs"), remainderProgram());
    const { code, stderr } = build("remainder.rs", "-o", "remainder.kext", "-q");
    expect(code, stderr).to.equal(0);
    expect(load("remainder").stdout).to.match(/^0 of 3000 are wrong\n/);
    expect(symbols("remainder")).to.match(/ t _fmod$/m).and.match(/ t _fmodf$/m);
  });

  it("rewrites modules for an older clang, unless told not to", function () {
    if (spawnSync("clang-16", ["--version"]).status !== 0) return this.skip();
    const { code, stderr } = build("talk.rs", "-o", "older.kext", "--clang=clang-16");
    expect(code, stderr).to.equal(0);
    expect(load("older").stdout).to.match(/^100%s %n of it[^]*\nstart returned 0\nno\n/);
    expect(build("talk.rs", "-o", "older.kext", "--clang=clang-16", "--no-bridge")).to.include({ code: 3 }).and.property("stderr").to.match(/clang-16 failed/);
  });

  it("hands on what is said of rustc, the passes, the bundle and the kernel", () => {
    const options = [`--rustc=${rustc}`, "--passes=kext", "--identifier=org.example.said", "--compatible-version=1.0", "--required=Root", "--target-release=12"];
    const { code, stderr } = build("talk.rs", "-o", "said.kext", ...options);
    expect(code, stderr).to.equal(0);
    const plist = readFileSync(shop.path("said.kext/Contents/Info.plist"), "utf8");
    for (const value of ["org.example.said", "Root", "21.0.0"]) expect(plist).to.include(`<string>${value}</string>`);
    expect(plist).to.match(/<key>OSBundleCompatibleVersion<\/key>\s*<string>1\.0</);
    const checked = kextir(["build", "talk.rs", "-o", "checked.kext"], { cwd: shop.path(""), env: { RUSTFLAGS: "-Coverflow-checks=yes -Cdebug-assertions=yes" } });
    expect(checked).to.deep.include({ code: 0, stderr: "" });
    expect(build("talk.rs", "-o", "said.kext", "--passes=no-such-pass")).to.include({ code: 2 });
    // Without the pass that forbids it, the audit finds the red zone.
    expect(build("talk.rs", "-o", "said.kext", "--passes=strip-unwind")).to.include({ code: 1 });
    expect(readFileSync(shop.path("said.kext/Contents/Info.plist"), "utf8")).to.equal(plist);
  });

  it("leaves the old bundle as it was where something is wrong, and says what", () => {
    const before = binaryOf("mean");
    writeFileSync(shop.path("wrong.rs"), '#![no_std]\nkext::kext! { name: "org.example.wrong", version: "1.2.3.4", start: || Ok(()), stop: |_: &mut ()| Ok(()) }\n');
    expect(build("wrong.rs", "-o", "mean.kext")).to.include({ code: 3 }).and.property("stderr").to.match(/a kext's version is 1, 1\.2, 1\.2\.3 or 1\.2\.3b4/);
    writeFileSync(shop.path("wrong.rs"), "#![no_std]\nuse kext as _;\n");
    expect(build("wrong.rs", "-o", "mean.kext")).to.include({ code: 1 }).and.property("stderr").to.match(/no object defines '_kmod_info'/);
    expect(binaryOf("mean").equals(before)).to.equal(true);
    mkdirSync(shop.path("program/src"), { recursive: true });
    writeFileSync(shop.path("program/Cargo.toml"), '[package]\nname = "program"\n[workspace]\n');
    writeFileSync(shop.path("program/src/main.rs"), "fn main() {}\n");
    expect(build("program", "-o", "x.kext")).to.include({ code: 1 }).and.property("stderr").to.match(/the package 'program' has no library/);
    expect(build("nowhere", "-o", "x.kext")).to.include({ code: 1 }).and.property("stderr").to.match(/cannot read 'nowhere'/);
    expect(build("program/src", "-o", "x.kext")).to.include({ code: 1 }).and.property("stderr").to.match(/'program\/src' is no package: there is no Cargo\.toml in it/);
    expect(build("number.h", "-o", "x.kext")).to.include({ code: 2 }).and.property("stderr").to.match(/'number\.h' is no package and no source file/);
    mkdirSync(shop.path("members"));
    writeFileSync(shop.path("members/Cargo.toml"), '[workspace]\nmembers = ["../talker"]\n');
    mkdirSync(shop.path("talker/src"), { recursive: true });
    writeFileSync(shop.path("talker/Cargo.toml"), '[package]\nname = "talker"\nworkspace = "../members"\n');
    writeFileSync(shop.path("talker/src/lib.rs"), "");
    expect(build("members", "-o", "x.kext")).to.include({ code: 1 }).and.property("stderr").to.match(/is of a workspace[^]*name the folder of the package that is the kext: \.\.\/talker/);
  });

  it("says what rustc's errors mean in a kernel, and what kext! takes", () => {
    const kext = 'kext::kext! { name: "org.example.odd", version: "1.0.0", start: || Ok(()), stop: |_: &mut ()| Ok(()) }\n';
    const wrong: readonly (readonly [string, RegExp])[] = [
      [`fn f() {}\n${kext}`, /fix: there is no std in a kernel: 'odd' is to begin with #!\[no_std\]/],
      ["#![no_std]\n", /fix: use the crate kext \(with nothing else of it, 'use kext as _;'\), or write a #\[panic_handler\]/],
      [`#![no_std]\n${kext.replace(/name: "[^"]*", (version: "[^"]*")/, '$1, name: "org.example.odd"')}`, /error: kext! takes four things, in this order: name: "org\.example\.hello", version/],
    ];
    writeFileSync(shop.path("odd.rs"), wrong[0]![0]);
    expect(build("odd.rs", "-o", "odd.kext", "--color=always").stderr).to.include("\x1b[1m: can't find crate for `std`\x1b");
    for (const [source, message] of wrong) {
      writeFileSync(shop.path("odd.rs"), source);
      expect(build("odd.rs", "-o", "odd.kext"), source).to.include({ code: 3 }).and.property("stderr").to.match(message).and.not.include("\x1b");
    }
    expect(rustcAdvice("error[E0463]: can't find crate for `std` which `b` depends on\nerror: could not compile `a`")).to.match(/: 'b' is/);
    // Where std is installed for the target it brings a panic handler of its own.
    expect(rustcAdvice("error[E0152]: duplicate lang item in crate `kext` (which `a` depends on): `panic_impl`\n= note: the lang item is first defined in crate `std` (which `b` depends on)\n")).to.match(/^there is no std in a kernel: 'b' is/);
    expect(rustcAdvice("error: no global memory allocator found but one is required")).to.match(/feature allocator/);
    expect(rustcAdvice("error: expected one of `;` or `}`, found `x`")).to.equal(undefined);
  });

  it("takes a file of another edition", () => {
    const start = 'kext::kext! { name: "org.example.old", version: "1.0.0", start: || { kprintln!("{}", f()); Ok(()) }, stop: |_: &mut ()| Ok(()) }\n';
    writeFileSync(shop.path("old.rs"), `#![no_std]\n#[macro_use] extern crate kext;\n${start}fn f() -> u32 { let async = 15; async }\n`);
    writeFileSync(shop.path("new.rs"), `#![no_std]\nuse kext::kprintln;\n${start}fn f() -> u32 { if let Some(x) = Some(24) && x > 2 { x } else { 0 } }\n`);
    expect(build("old.rs", "-o", "old.kext", "--edition=2015")).to.include({ code: 0 });
    expect(load("old").stdout).to.match(/^15\n/);
    expect(build("new.rs", "-o", "new.kext", "--edition=2024")).to.include({ code: 0 });
    expect(load("new").stdout).to.match(/^24\n/);
    expect(build("new.rs", "-o", "new.kext")).to.include({ code: 3 }).and.property("stderr").to.match(/only allowed in Rust 2024/);
    expect(build("bare", "-o", "bare.kext", "--edition=2024")).to.include({ code: 2 }).and.property("stderr").to.match(/a package says its edition itself/);
  });

  it("warns of symbols that it does not know the kernel to export, and of Rust's own functions that use much stack", () => {
    writeFileSync(shop.path("misspelt.rs"), MISSPELT);
    expect(build("misspelt.rs", "-o", "misspelt.kext")).to.include({ code: 0 }).and.property("stderr").to.match(/warning: _IOLogg is not in the built-in table of what kernels export \[unknown-symbol\][^]*fix: check the spelling/);
    expect(build("misspelt.rs", "-o", "misspelt.kext", "--features=sorted")).to.include({ code: 1 }).and.property("stderr").to.match(/error: function 'core::slice::sort::stable::driftsort_main' uses \d+ bytes[^]*fix: it is Rust's own: use what needs less, as sort_unstable for sort/);
  });

  it("says before the work where the bundle cannot be, and what glue is not there, and follows a link to it", () => {
    expect(build("talk.rs", "-o", "no such folder/x.kext", "-v")).to.include({ code: 1 }).and.property("stderr").to.match(/^kextir: error: cannot write 'no such folder\/x\.kext': there is no folder 'no such folder' \[cannot-write\]\n$/);
    expect(build("talk.rs", "-o", "x.kext", "--glue=nowhere.c", "-v")).to.include({ code: 1 }).and.property("stderr").to.match(/^kextir: error: cannot read 'nowhere\.c': no such file \[cannot-read\]\n$/);
    expect(build("talk.rs", "-o", "x.kext", "--glue=talk.rs", "-v")).to.include({ code: 1 }).and.property("stderr").to.match(/^kextir: error: 'talk\.rs' is text, no object and no archive/);
    symlinkSync("new.kext", shop.path("link.kext"));
    expect(build("old.rs", "-o", "link.kext", "--edition=2015")).to.include({ code: 0 });
    expect(readdirSync(shop.path("new.kext/Contents/MacOS"))).to.deep.equal(["link"]);
  });

  it("passes over a rustc that can compile nothing for macOS", () => {
    mkdirSync(shop.path("bin"));
    writeFileSync(shop.path("bin/rustc"), `#!/bin/sh\n[ "$1" = -vV ] && exec '${rustc}' -vV\n[ "$1" = --print ] || exit 1\necho /nowhere\necho /nowhere/lib\n`, { mode: 0o755 });
    const { code, stderr } = kextir(["build", "misspelt.rs", "-o", "misspelt.kext", "-q"], { cwd: shop.path(""), env: { KEXTIR_RUSTC: "", PATH: [shop.path("bin"), dirname(rustc), process.env["PATH"]].join(":") } });
    expect(code, stderr).to.equal(0);
  });

  it("says which programs it lacks, and what is missing on the command line", () => {
    expect(build("talk.rs", "-o", "x.kext", "--rustc=no-such-rustc")).to.include({ code: 2 }).and.property("stderr").to.match(/--rustc: there is no program 'no-such-rustc'/);
    expect(build("talk.rs", "-o", "x.kext", "--clang=no-such-clang")).to.include({ code: 2 }).and.property("stderr").to.match(/--clang: there is no program/);
    expect(build("talk.rs", "-o", "x.kext", "--target=arm64e-apple-macosx13")).to.include({ code: 2 }).and.property("stderr").to.match(/for x86_64 macOS only/);
    const without = kextir(["build", "talk.rs", "-o", "x.kext"], { cwd: shop.path(""), env: { PATH: shop.path("nowhere"), KEXTIR_RUSTC: "", KEXTIR_CLANG: process.env["KEXTIR_CLANG"] ?? "" } });
    expect(without).to.include({ code: 3 }).and.property("stderr").to.match(/rustc was not found; it was to compile the crate/);
    expect(build("-o", "x.kext")).to.include({ code: 2 }).and.property("stderr").to.match(/build needs a package or a source file/);
    expect(build("talk.rs")).to.include({ code: 2 }).and.property("stderr").to.match(/build needs -o/);
  });

  it("makes the same bytes in another folder", () => {
    const first = binaryOf("mean");
    const other = shop.path("another folder");
    mkdirSync(other);
    for (const file of ["mean.rs", "glue.c", "number.h", "twice.s", "libsame.a"]) writeFileSync(join(other, file), readFileSync(shop.path(file)));
    const { code, stderr } = kextir(["build", "mean.rs", "--glue", "glue.c", "--glue=twice.s", "--glue=libsame.a", "-o", "mean.kext", "-q"], { cwd: other });
    expect(code, stderr).to.equal(0);
    expect(readFileSync(join(other, "mean.kext/Contents/MacOS/mean")).equals(first)).to.equal(true);
    rmSync(other, { recursive: true });
  });

  function symbols(kext: string): string {
    return spawnSync(process.env["KEXTIR_LLVM_NM"] ?? "llvm-nm-22", [shop.path(`${kext}.kext/Contents/MacOS/${kext}`)], { encoding: "utf8" }).stdout;
  }

  function undefinedIn(kext: string): string[] {
    return [...symbols(kext).matchAll(/ U (\S+)$/gm)].map(([, name]) => name!).sort();
  }
});

const QEMU_PATH = (process.env["PATH"] ?? "").split(":");

const TALK = `#![no_std]
extern crate alloc;
use kext::{kprint, kprintln, Error};

kext::kext! { name: "org.example.talk", version: "1.0.0", start: start, stop: |_| { kprintln!("no"); Err(Error::FAILURE) } }

fn start() -> Result<(), Error> {
    kprint!("{}", "100%s %n ");
    kprintln!("of {}", "it\\0!");
    kprintln!("{}", "µ".repeat(300));
    #[cfg(feature = "panics")]
    kprintln!("{}", [1, 2, 3][core::hint::black_box(7)]);
    Ok(())
}

#[no_mangle]
pub extern "C" fn half(x: u32) -> u32 { x / 2 }
`;

const BARE = `#![no_std]
kext::kext! { name: "org.example.bare", version: "1.0.0", start: start, stop: |_| Ok(()) }

fn start() -> Result<(), kext::Error> {
    if cfg!(feature = "willing") { return Ok(()); }
    kext::kprintln!("not willing");
    Err(kext::Error::NOT_SUPPORTED)
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
`;

const MISSPELT = `#![no_std]
extern crate alloc;
extern "C" { fn IOLogg(x: u32); }
kext::kext! { name: "org.example.misspelt", version: "1.0.0", start: start, stop: |_: &mut ()| Ok(()) }

fn start() -> Result<(), kext::Error> {
    unsafe { IOLogg(1) };
    let mut numbers: alloc::vec::Vec<u32> = (0..100).map(|x| x * 37 % 101).collect();
    if cfg!(feature = "sorted") { numbers.sort(); }
    kext::kprintln!("{numbers:?}");
    Ok(())
}
`;

const MEAN = `#![no_std]
#[no_mangle]
pub extern "C" fn percent(of: u32, all: u32) -> u32 { (f64::from(of) * 100.0 / f64::from(all)) as u32 }

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
`;

/** Compares pairs of numbers of all sizes, whose remainders JavaScript knows. */
function remainderProgram(): string {
  let state = 1;
  const random = (): number => (state = (state * 48271) % 0x7fffffff) / 0x7fffffff;
  const any = (most: number): number => (random() - 0.5) * 2 ** Math.floor((random() - 0.5) * most);
  const special = [0, -0, 1, -3, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, Infinity, -Infinity, NaN];
  const pairs = Array.from({ length: 2000 }, (_, index): [number, number] => (index < 100 ? [special[index % 10]!, special[Math.floor(index / 10)]!] : [any(2000), any(index % 2 === 0 ? 2000 : 60)]));
  const floats = Array.from({ length: 1000 }, (): [number, number] => [Math.fround(any(250)), Math.fround(any(250))]);
  const bits = (value: number): string => { const data = new DataView(new ArrayBuffer(8)); data.setFloat64(0, value); return `0x${data.getBigUint64(0).toString(16)}`; };
  const rows = (all: readonly [number, number][]): string => all.map(([x, y]) => `[${bits(x)}, ${bits(y)}, ${bits(x % y)}],`).join("\n");
  return `#![no_std]
kext::kext! { name: "org.example.remainder", version: "1.0.0", start: start, stop: |_: &mut ()| Ok(()) }
fn is_same(a: f64, b: f64) -> bool { a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()) }
fn start() -> Result<(), kext::Error> {
    let wrong = DOUBLES.iter().filter(|row| { let [x, y, rest] = row.map(f64::from_bits); !is_same(x % y, rest) }).count();
    let wrong = wrong + FLOATS.iter().filter(|row| { let [x, y, rest] = row.map(f64::from_bits); !is_same(f64::from(x as f32 % y as f32), rest) }).count();
    kext::kprintln!("{wrong} of {} are wrong", DOUBLES.len() + FLOATS.len());
    Ok(())
}
static DOUBLES: [[u64; 3]; ${pairs.length}] = [${rows(pairs)}];
static FLOATS: [[u64; 3]; ${floats.length}] = [${rows(floats)}];
`;
}

const GLUE = `#include "number.h"
extern void IOLog(const char *, ...);
extern unsigned percent(unsigned, unsigned), twice(unsigned), same(unsigned);
static int start(void *info, void *data) { (void)info; (void)data; IOLog("%u percent\\n", same(percent(twice(NUMBER), 100))); return 0; }
static int stop(void *info, void *data) { (void)info; (void)data; return 0; }
struct __attribute__((packed, aligned(4))) {
  void *next; int version, id; char name[64], text[64]; int references; void *list; unsigned long address, size, header;
  int (*start)(void *, void *), (*stop)(void *, void *);
} kmod_info = { .version = 1, .id = -1, .name = "org.example.mean", .text = "1.0.0", .references = -1, .start = start, .stop = stop };
`;
