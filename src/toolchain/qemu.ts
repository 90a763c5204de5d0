// Runs the test kernel in a machine that qemu emulates, without the help of the host's processor.

import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, missingTool, QEMU, type SearchPlaces } from "./find.js";
import { runTool } from "./run.js";
import { makeTemporaryFolder } from "./temporary-folder.js";

/** Where the payload lies in the machine's memory; test-kernel/kernel.h has the same. */
const PAYLOAD_ADDRESS = 0x02000000;

/**
 * Boots the kernel and waits until the machine is off.
 *
 * When the time is up, the machine gets an interrupt that cannot be masked, at which the
 * kernel is to report where it was; and another each second, for on a busy host the kernel
 * may not have been ready for the first. If that does not end it, it is ended.
 *
 * @returns what the kernel wrote on the debug console.
 * @throws ToolError without a qemu, when it fails, and when it does not end.
 */
export async function runKernel(kernel: Uint8Array, payload: Uint8Array, timeoutSeconds: number, places: SearchPlaces): Promise<Buffer> {
  const qemu = findProgram(QEMU, places);
  if (qemu === undefined) throw missingTool(QEMU, "run the kext", places);
  const folder = await makeTemporaryFolder(join(tmpdir(), "boot"));
  try {
    const file = (name: string): string => join(folder.path, name);
    await Promise.all([writeFile(file("kernel"), kernel), writeFile(file("payload"), payload), writeFile(file("console"), "")]);
    await runTool(qemu, [...MACHINE, ...INSTRUCTION_CLOCK,
      "-kernel", file("kernel"),
      "-device", `loader,file=${file("payload")},addr=0x${PAYLOAD_ADDRESS.toString(16)},force-raw=on`,
      "-debugcon", `file:${file("console")}`,
      "-monitor", "stdio",
    ], {
      wanted: "run the kext in the test kernel",
      lateRequest: { afterSeconds: timeoutSeconds, text: "nmi\n" },
      timeoutSeconds: timeoutSeconds + SECONDS_FOR_THE_REPORT,
    });
    return await readFile(file("console"));
  } finally {
    folder.remove();
  }
}

const SECONDS_FOR_THE_REPORT = 5;

// A reset ends it: that is how the kernel switches the machine off.
const MACHINE = ["-M", "q35", "-accel", "tcg", "-cpu", "max", "-m", "512M", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"];

// Time is the count of instructions, 64 ns each, so that a run depends on nothing but its input: the
// timer interrupts after the same instruction on a slow machine and a fast one.
const INSTRUCTION_CLOCK = ["-icount", "shift=6,sleep=off"];
