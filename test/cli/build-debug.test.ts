// The debug info of a kext: what debuggers and kextir's own reports make of it.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { makeDebugSymbols } from "../../src/toolchain/debug-symbols.js";
import { sourceLines } from "../../src/toolchain/source-places.js";
import { ToolError } from "../../src/toolchain/tool-error.js";
import { run, Workshop } from "../link/build.js";
import { kextir, type Outcome } from "./kextir.js";

const NM = process.env["KEXTIR_LLVM_NM"] ?? "llvm-nm-22";
const READOBJ = process.env["KEXTIR_LLVM_READOBJ"] ?? "llvm-readobj-22";
const [DWARFDUMP, SYMBOLIZER] = [READOBJ.replace("readobj", "dwarfdump"), READOBJ.replace("readobj", "symbolizer")];

describe("kextir build -g", function () {
  const shop = new Workshop();
  before(function () {
    if (!existsSync(process.env["KEXTIR_SYSROOT"] ?? "")) return this.skip();
    writeFileSync(shop.path("fault.rs"), FAULT);
    writeFileSync(shop.path("read.c"), READ);
    const { code, stderr } = build("fault.rs", "--glue=read.c", "-g", "-o", "fault.kext", "--save-temps", "-q");
    expect(code, stderr).to.equal(0);
  });
  after(() => shop.close());

  const build = (...args: readonly string[]): Outcome => kextir(["build", ...args], { cwd: shop.path("") });
  const binary = (): string => shop.path("fault.kext/Contents/MacOS/fault");
  const dwarf = (): string => shop.path("fault.kext.dSYM/Contents/Resources/DWARF/fault");

  it("makes a dSYM of the very binary, which has no debug info itself", () => {
    const uuid = /UUID: (\S+) \(x86_64\)/;
    expect(uuid.exec(run(DWARFDUMP, ["--uuid", dwarf()]))?.[1]).to.be.a("string").and.equal(uuid.exec(run(DWARFDUMP, ["--uuid", binary()]))?.[1]);
    expect(run(DWARFDUMP, ["--verify", dwarf()])).to.include("No errors.");
    expect(run(READOBJ, ["--sections", binary()])).not.to.include("debug");
    for (const file of readdirSync(shop.path("fault.kext.dSYM"), { recursive: true, encoding: "utf8" })) {
      if (statSync(shop.path(`fault.kext.dSYM/${file}`)).isFile()) expect(readFileSync(shop.path(`fault.kext.dSYM/${file}`), "latin1"), file).not.to.include(tmpdir());
    }
  });

  it("says of each address in the kext what the object's debug info says of it there", async () => {
    for (const name of ["main.o", "read.c.o"]) {
      const object = shop.path(`target/kextir/fault/${name}`);
      const there = new Map(functions(binary()));
      const moved = functions(object).filter(([symbol]) => there.has(symbol));
      expect(moved.length, name).to.be.greaterThan(0);
      for (const [symbol, address] of moved) {
        const offsets = [0, 1, 4];
        const before = await sourceLines(SYMBOLIZER, readFileSync(object), offsets.map((offset) => address + offset));
        const after = await sourceLines(SYMBOLIZER, readFileSync(dwarf()), offsets.map((offset) => there.get(symbol)! + offset));
        for (const offset of offsets) expect(after.get(there.get(symbol)! + offset), `${symbol}+${offset}`).to.deep.equal(before.get(address + offset));
      }
    }
  });

  it("names source lines in the reports of audit and boot, where the dSYM is the kext's", function () {
    const { text } = kextir(["audit", "fault.kext"], { cwd: shop.path("") });
    expect(text).to.match(/'fault::touch' uses \d+ bytes of stack[^]*?at 0x[0-9a-f]+, \.\/fault\.rs:17\n/);
    expect(build("fault.rs", "--glue=read.c", "-g", "-o", "fault.kext")).to.include({ code: 0 }).and.property("stderr").to.match(/'fault::touch' uses[^]*note: at \.\/fault\.rs:17\n/);
    const move = (from: string, to: string): void => renameSync(shop.path(from), shop.path(to));
    move("fault.kext.dSYM", "away.dSYM");
    expect(kextir(["audit", "fault.kext"], { cwd: shop.path("") }).text).not.to.include("fault.rs");
    move("away.dSYM", "fault.kext.dSYM");
    if (!(process.env["PATH"] ?? "").split(":").some((folder) => existsSync(join(folder, "qemu-system-x86_64")))) return this.skip();
    const boot = kextir(["boot", "fault.kext"], { cwd: shop.path("") }).text;
    expect(boot).to.match(/function '_read_from' reads address 0x8 \[null-pointer\]\n {2}at _read_from\+0x\w+ \(0x\w+\), \.\/read\.c:3: /);
    expect(boot).to.match(/called by fault::touch\+0x\w+ \(\.\/fault\.rs:20\), fault::_::__kext_start\+0x\w+ \(\.\/fault\.rs:11\)\n/);
    const { findings } = JSON.parse(kextir(["boot", "fault.kext", "--json"], { cwd: shop.path("") }).text) as { readonly findings: readonly { readonly source: unknown }[] };
    expect(findings[0]!.source).to.deep.equal({ file: "./read.c", line: 3 });
  });

  it("leaves a dSYM alone that is up to date, takes another's place, and is not believed for another binary", () => {
    const inode = (): number => statSync(shop.path("fault.kext.dSYM")).ino;
    const before = inode();
    expect(build("fault.rs", "--glue=read.c", "-g", "-o", "fault.kext", "-q").code).to.equal(0);
    expect(inode()).to.equal(before);
    writeFileSync(shop.path("fault.rs"), `${FAULT}\n#[no_mangle] pub extern "C" fn more(x: u32) -> u32 { x ^ 77 }\n`);
    expect(build("fault.rs", "--glue=read.c", "--export=_more", "-o", "fault.kext", "-q").code).to.equal(0);
    expect(inode()).to.equal(before);
    expect(kextir(["audit", "fault.kext"], { cwd: shop.path("") }).text).to.include("fault::touch").and.not.include("fault.rs");
    expect(build("fault.rs", "--glue=read.c", "--export=_more", "-g", "-o", "fault.kext", "-q").code).to.equal(0);
    expect(run(SYMBOLIZER, [`--obj=${dwarf()}`, `0x${new Map(functions(binary())).get("_more")!.toString(16)}`])).to.match(/more\n\.\/fault\.rs:23:/);
    expect(readdirSync(shop.path("")).filter((name) => name.startsWith("."))).to.deep.equal([]);
  });

  it("joins the debug info of a workspace's package, its dependencies and libraries without LTO", () => {
    mkdirSync(shop.path("ws/one/src"), { recursive: true });
    writeFileSync(shop.path("ws/Cargo.toml"), '[workspace]\nmembers = ["one"]\n');
    writeFileSync(shop.path("ws/one/Cargo.toml"), `[package]\nname = "one"\nedition = "2021"\n[dependencies]\nkext = { path = ${JSON.stringify(join(process.cwd(), "crates/kext"))} }\n`);
    writeFileSync(shop.path("ws/one/src/lib.rs"), '#![no_std]\nkext::kext! { name: "org.example.one", version: "1", start: || { kext::kprintln!("{}", core::hint::black_box(7)); Ok(()) }, stop: |_: &mut ()| Ok(()) }\n');
    const { code, stderr } = build("ws/one", "-g", "--no-lto", "-o", "one.kext", "-q");
    expect(code, stderr).to.equal(0);
    const file = shop.path("one.kext.dSYM/Contents/Resources/DWARF/one");
    expect(run(DWARFDUMP, ["--verify", file])).to.include("No errors.");
    const names = run(DWARFDUMP, ["--debug-info", "--recurse-depth=0", file]);
    expect(names).to.match(/DW_AT_name\t\("kext-0\.1\.0\/src\/lib\.rs/).and.match(/DW_AT_name\t\("one\/src\/lib\.rs/);
    expect(readFileSync(file, "latin1")).not.to.include(tmpdir());
  });

  it("says what it lacks", async () => {
    const nowhere = { path: "", platform: "linux", llvmParents: [] } as const;
    const error = await makeDebugSymbols({ image: readFileSync(binary()), executable: "fault", objects: [] }, nowhere).catch((reason: unknown) => reason);
    expect(error).to.be.an.instanceof(ToolError).with.property("message", "dsymutil was not found; it was to join the objects' debug info");
  });

  function functions(file: string): [string, number][] {
    return [...run(NM, [file]).matchAll(/^([0-9a-f]+) [tT] (\S+)$/gm)].map(([, address, symbol]) => [symbol!, parseInt(address!, 16)]);
  }
});

const FAULT = `#![no_std]

use core::ffi::c_void;
use core::hint::black_box;
use kext::{kprintln, Error};

kext::kext! { name: "org.example.fault", version: "1.0.0", start: start, stop: |_: &mut ()| Ok(()) }

fn start() -> Result<(), Error> {
    kprintln!("hello");
    touch(black_box(core::ptr::null()));
    Ok(())
}
extern "C" { fn read_from(pointer: *const c_void) -> i32; }

#[inline(never)]
fn touch(pointer: *const c_void) {
    let mut large = [0u8; 3000];
    black_box(&mut large);
    kprintln!("{}", unsafe { read_from(pointer) });
}
`;

const READ = `static int place = 2;
int read_from(const int *pointer) {
  return pointer[place];
}
`;
