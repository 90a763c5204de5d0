// Bitcode as compilers write it, for tests to read.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LLVM_MAJORS } from "../support/llvm.js";

const C = `
  #include <stdarg.h>
  struct node { struct node *next; long value; };
  static const char text[] = "some text";
  int printk(const char *format, ...);
  __attribute__((noinline)) static long sum(struct node *node) { long s = 0; for (; node; node = node->next) s += node->value; return s; }
  long entry(struct node *node, int kind) {
    switch (kind) { case 1: return sum(node); case 2: return printk("%s %ld", text, node->value); case 7: return __builtin_popcountl(node->value); default: return 0x123456789abcdef; }
  }
  double weight(double x) { return x * 1.5e300 + 0.1; }
  __thread int slot = 3;
  int values[] = { 1, -1, 1000000, 0x7fffffff };
  extern int alias(void) __attribute__((weak));
`;

/** A module that every release reads. */
export const MODULE = `
source_filename = "witness"
target datalayout = "e-m:o-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.15"

%pair = type { i32, i64 }
$shared = comdat any

@text = private unnamed_addr constant [6 x i8] c"hello\\00", align 1
@table = global [3 x i32] [i32 1, i32 -2, i32 2147483647]
@pairs = internal constant [2 x %pair] [%pair { i32 1, i64 -9223372036854775808 }, %pair zeroinitializer]
@shared = linkonce_odr hidden global i64 81985529216486895, comdat
@other = weak alias i64, i64* @shared

declare i32 @puts(i8* nocapture readonly) #1

define i32 @main(i32 %argc) #0 section "__TEXT,__start" {
entry:
  %many = icmp sgt i32 %argc, 100
  br i1 %many, label %say, label %done
say:
  %said = call i32 @puts(i8* getelementptr inbounds ([6 x i8], [6 x i8]* @text, i64 0, i64 0)) #1
  br label %done
done:
  %result = phi i32 [ 0, %entry ], [ %said, %say ]
  ret i32 %result
}

define internal fastcc double @half(double %x) {
  %y = fmul fast double %x, 5.0e-01
  ret double %y
}

attributes #0 = { noredzone nounwind "frame-pointer"="all" "target-cpu"="penryn" }
attributes #1 = { nounwind }

!llvm.module.flags = !{!0}
!llvm.ident = !{!1}
!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{!"a compiler"}
`;

/** What a program writes to standard output. */
export function run(command: string, args: readonly string[], input: string | Uint8Array = "", cwd?: string): Buffer {
  return execFileSync(command, args, { input, cwd, maxBuffer: 1 << 30, stdio: ["pipe", "pipe", "ignore"] });
}

/** Bitcode of a small C program, by the clang at hand. */
export function clangBitcode(...args: readonly string[]): Buffer {
  return run("clang-22", ["-target", "x86_64-unknown-linux-gnu", "-ffreestanding", ...args, "-emit-llvm", "-x", "c", "-c", "-o", "-", "-"], C);
}

/** Bitcode of one module by all the releases of llvm-as. */
export function assembled(text: string): ReadonlyMap<number, Buffer> {
  return new Map(LLVM_MAJORS.map((major) => [major, run(`llvm-as-${major}`, ["-o", "-", "-"], text)]));
}

/** An object of a small C program for `target`, with its bitcode in it. */
export function objectWithBitcode(target: string): Buffer {
  return run("clang-22", ["-target", target, "-ffreestanding", "-fembed-bitcode=all", "-x", "c", "-c", "-o", "-", "-"], "int answer(void) { return 42; }\n");
}

/** Gives `work` a folder that is gone afterwards. */
export function inFolder<T>(work: (path: (name: string) => string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "bitcode-reader-"));
  try {
    return work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
