// The Rust programs in ir-fixtures/rust, and C that calls them.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FIXTURES } from "./fixtures.js";

/** The folder of the programs. */
export const PROGRAMS = join(FIXTURES, "rust");

/** Their file names. */
export const programs = readdirSync(PROGRAMS).filter((name) => name.endsWith(".rs"));

/** Lets some of their functions have more on the stack than the kernel has room for. */
export const PROGRAMS_CONFIG = join(PROGRAMS, "kextir.config.json");

/** C that calls every exported `fn name(a: u64, b: u64) -> u64` of a Rust source. */
export function callerOf(rust: string): string {
  const names = [...rust.matchAll(/extern "C" fn (\w+)\(_?a: u64, _?b: u64\) -> u64/g)].map(([, name]) => name!);
  return `
    #include <stdint.h>
    #include <stdio.h>
    ${names.map((name) => `uint64_t ${name}(uint64_t, uint64_t);`).join("\n")}
    static uint64_t hash;
    static void add(uint64_t value) { hash = (hash << 9 | hash >> 55) ^ value; }
    int printk(const char *format, ...) { add(format[0] * 31 + format[1]); return 0; }
    static uint64_t seed = 1;
    static uint64_t number(void) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      uint64_t mixed = seed ^ seed >> 29;
      return mixed % 5 == 0 ? mixed >> 59 : mixed % 5 == 1 ? -(mixed >> 58) : mixed >> mixed % 40;
    }
    static void ask(const char *name, uint64_t (*function)(uint64_t, uint64_t)) {
      hash = 0;
      for (int i = 0; i < 2000; i++) add(function(number(), number()));
      printf("%s %llx\\n", name, (unsigned long long)hash);
    }
    int main(void) { ${names.map((name) => `ask("${name}", ${name});`).join(" ")} }`;
}
