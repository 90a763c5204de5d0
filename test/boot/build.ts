// What the tests of boot need: kexts from C and assembly, and runs of them.

import { fileURLToPath } from "node:url";
import { type Call, parseCall } from "../../src/boot/call.js";
import type { BootReport } from "../../src/boot/report.js";
import { bootKext } from "../../src/driver/boot-kext.js";
import { KpiResolver } from "../../src/kpi/resolve.js";
import { linked, Workshop } from "../link/build.js";

const KERNEL_SOURCES = fileURLToPath(new URL("../../../test-kernel", import.meta.url));

/** The frame of a kext in C: kmod_info, and the KPI functions that the tests call. */
export const PRELUDE = `
typedef unsigned long size_t; typedef unsigned int u32; typedef unsigned long u64;
void IOLog(const char *, ...); void panic(const char *, ...) __attribute__((noreturn));
void *IOMalloc(size_t); void IOFree(void *, size_t); void *IOMallocAligned(size_t, size_t); void IOFreeAligned(void *, size_t);
void *memcpy(void *, const void *, size_t); void *memset(void *, int, size_t);
typedef int entry(void *, void *);
static entry start, stop;
struct __attribute__((packed, aligned(4))) { void *next; int info_version; u32 id; char name[64], version[64]; int references; void *list; u64 address, size, header; entry *start, *stop; }
    kmod_info = {.info_version = 1, .id = -1u, .name = "org.example.test", .version = "1.0.0", .references = -1, .start = start, .stop = stop};
#define STOP static int stop(void *info, void *data) { (void)info, (void)data; return 0; }
#define START static int start(void *info, void *data) { (void)info, (void)data;
`;

/** Compiles and links kexts, and boots them. */
export class BootWorkshop extends Workshop {
  /** The binary of a kext from C, with `PRELUDE` before it, and from assembly. */
  kext(source: string, assembly = "", ...args: readonly string[]): Uint8Array {
    const objects = [this.compile("main.o", PRELUDE + source, "-w", ...args), ...(assembly === "" ? [] : [this.assemble("more.o", assembly)])];
    return linked(objects).image;
  }

  boot(binary: Uint8Array, calls: readonly string[] = [], { repeats = 200, timeoutSeconds = 30 } = {}): Promise<BootReport> {
    const places = { path: process.env["PATH"] ?? "", platform: process.platform, cacheFolder: this.path("cache") };
    return bootKext(binary, { calls: calls.map((text) => parseCall(text) as Call), repeats, timeoutSeconds, kernelSources: KERNEL_SOURCES }, new KpiResolver([], "x86_64"), places);
  }
}
