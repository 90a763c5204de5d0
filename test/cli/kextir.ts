import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const command = fileURLToPath(new URL("../../kextir.cjs", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: Buffer;
  /** Standard output as text. */
  readonly text: string;
  readonly stderr: string;
}

/** Runs the command that a user runs. Standard input is empty unless `input` is given. */
export function kextir(args: readonly string[], options: SpawnSyncOptions & { readonly input?: string | Buffer } = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [command, ...args], {
    input: "",
    maxBuffer: 1 << 28,
    ...options,
    env: { ...process.env, NO_COLOR: "1", ...options.env },
  });
  if (error !== undefined) throw error;
  return { code: status, stdout: Buffer.from(stdout ?? ""), text: String(stdout ?? ""), stderr: String(stderr ?? "") };
}

/** Gives `work` a folder that is gone afterwards. */
export async function inFolder(work: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kextir-cli-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A small module as rustc writes it for a Linux target. */
export const MODULE = `; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@text = private unnamed_addr constant [6 x i8] c"hello\\0A", align 1

define void @hello() unnamed_addr #0 {
start:
  %0 = tail call i32 (ptr, ...) @printk(ptr noundef nonnull @text)
  ret void
}

define i32 @leaf(i32 %x) unnamed_addr #0 {
start:
  %slot = alloca [8 x i32], align 4
  %place = getelementptr [8 x i32], ptr %slot, i64 0, i64 3
  store volatile i32 %x, ptr %place, align 4
  %y = load volatile i32, ptr %place, align 4
  ret i32 %y
}

declare i32 @printk(ptr, ...) unnamed_addr #0

attributes #0 = { nounwind "probe-stack"="inline-asm" }

!llvm.ident = !{!0}
!0 = !{!"rustc version 1.96.0"}
`;
