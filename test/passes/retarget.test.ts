// What retarget makes of rustc's IR for Linux, judged by clang, llvm-nm and a run on this machine.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runPipeline } from "../support/fixtures.js";

const rustc = process.env["KEXTIR_RUSTC"] ?? "rustc";
const MACOS = ["-target", "x86_64-apple-macosx10.15", "-mkernel"];

const CRATE = `
#![no_std]
#![crate_type = "staticlib"]
use core::arch::{asm, global_asm};
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }

extern "C" { fn printk(format: *const u8, ...) -> i32; fn counted() -> u64; }
#[no_mangle] pub static mut COUNTER: u64 = 7;
#[no_mangle] #[link_section = ".data.mine"] pub static mut PLACED: u32 = 9;
#[no_mangle] #[link_section = ".rodata.mine"] pub static TABLE: [u32; 3] = [1, 2, 3];
#[used] #[link_section = ".init_array"] static INIT: extern "C" fn() = init;
extern "C" fn init() { unsafe { COUNTER = 1 } }

global_asm!(
    ".pushsection .text.counted,\\"ax\\",@progbits", ".p2align 4", ".globl counted", ".type counted, @function",
    "counted:", "mov rax, qword ptr [rip + COUNTER]", "test rax, rax", "je .Lzero", "inc rax", ".Lzero:", "ret",
    ".size counted, .-counted", ".popsection",
);

#[no_mangle] #[link_section = ".text.start"] pub extern "C" fn start(n: u32) -> u64 {
    let mut sum = 0u64;
    unsafe {
        printk(b"n\\0".as_ptr());
        asm!("call counted", out("rax") sum, clobber_abi("C"));
        asm!("mov {0}, qword ptr [rip + {1}]", out(reg) sum, sym COUNTER);
        asm!("lea {0}, [rip + 3f]", "jmp 3f", "3:", out(reg) _);
        asm!("call {}", sym init, clobber_abi("C"));
        TABLE[n as usize] as u64 + sum + counted() + PLACED as u64
    }
}
`;

describe("passes/retarget", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "kextir-retarget-"));
  after(() => rmSync(folder, { recursive: true }));

  for (const options of [["-Copt-level=0", "-g"], ["-Copt-level=3", "-g"], ["-Copt-level=3"]]) {
    describe(`a crate for Linux, ${options.join(" ")}`, () => {
      let elf: Buffer;
      let machO: Buffer;
      before(() => {
        elf = compileRust(options);
        machO = retargeted(elf);
      });

      it("is refused by Mach-O's back end as it is", () => {
        const { status, stderr } = clang(elf);
        expect(status).to.not.equal(0);
        expect(stderr).to.match(/mach-o section specifier|unknown directive|unexpected token/);
      });

      it("gives an object whose symbols have one underscore each", () => {
        expect(clang(machO)).to.deep.include({ status: 0, stderr: "" });
        const defined = symbols("--defined-only", "--extern-only").filter((name) => !/^__(?:R|ZN)/.test(name));
        expect(defined).to.include.members(["_COUNTER", "_PLACED", "_TABLE", "_counted", "_start"]);
        expect(defined.filter((name) => !/^_[a-zA-Z]/.test(name))).to.deep.equal([]);
        const missing = symbols("--undefined-only");
        expect(missing).to.include("_printk").and.not.include("_counted");
        expect(missing.filter((name) => !/^_(?:printk|mem\w+|bcmp|rust_eh_personality)$|^___\w+$/.test(name))).to.deep.equal([]);
      });

      it("has everything where Mach-O keeps it", () => {
        clang(machO);
        const listing = tool("llvm-nm-22", ["-m", object]);
        expect(listing).to.match(/\(__DATA,__data\) .*_PLACED/);
        expect(listing).to.match(/\(__TEXT,__const\) .*_TABLE/);
        expect(listing).to.match(/\(__TEXT,__text\) .*_start/);
        expect(tool("llvm-readobj-22", ["--sections", object])).to.match(/Name: __mod_init_func[^]*?Type: ModInitFuncPointers/);
      });

      it("calls and reads what the assembly named", () => {
        clang(machO);
        const code = tool("llvm-objdump-22", ["-dr", "--no-show-raw-insn", "--disassemble-symbols=_start,_counted", object]);
        expect(code).to.match(/call[^]*_counted/).and.match(/X86_64_RELOC_SIGNED\s+_COUNTER/);
      });
    });
  }

  const object = join(folder, "out.o");

  /** The IR of the crate, with what it uses of core. */
  function compileRust(options: readonly string[]): Buffer {
    const source = join(folder, "crate.rs");
    const stem = join(folder, "crate");
    writeFileSync(source, CRATE);
    const flags = ["--edition", "2021", "-Awarnings", "-Cpanic=abort", "-Ccodegen-units=1", "-Clto=fat", "-Crelocation-model=static"];
    tool(rustc, [...flags, ...options, `--emit=link=${stem}.a,llvm-ir=${stem}.ll`, source]);
    return readFileSync(`${stem}.ll`);
  }

  function clang(module: Buffer): { status: number | null; stderr: string } {
    const args = [...MACOS, "-O2", "-x", "ir", "-Wno-override-module", "-c", "-o", object, "-"];
    const { status, stderr } = spawnSync("clang-22", args, { input: module });
    return { status, stderr: stderr.toString() };
  }

  function symbols(...which: readonly string[]): string[] {
    return tool("llvm-nm-22", [...which, "--format=just-symbols", object]).trim().split("\n");
  }
});

function retargeted(module: Buffer): Buffer {
  const { output, failed, diagnostics } = runPipeline(module, "retarget");
  expect(failed, diagnostics).to.equal(false);
  expect(runPipeline(output, "retarget").output.equals(output), "a second run").to.equal(true);
  return output;
}

function tool(command: string, args: readonly string[], input: Buffer | string = ""): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr.toString()}`);
  return stdout.toString("latin1");
}
