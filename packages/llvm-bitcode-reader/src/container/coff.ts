// COFF objects. Source: Microsoft's "PE Format".

import type { ContainerFormat } from "./format.js";

/** There is no magic: a file begins with the number of its machine. */
const MACHINES: ReadonlySet<number> = new Set([0x14c, 0x1c4, 0x8664, 0xaa64, 0xa641]);
const HEADER_SIZE = 20;
const COUNT_AT = 2;
const OPTIONAL_HEADER_SIZE_AT = 16;
const SECTION_SIZE = 40;
const NAME_SIZE = 8;
const SIZE_AT = 16;
const OFFSET_AT = 20;

export const coff: ContainerFormat = {
  kind: "coff",
  recognizes(window) {
    if (window.size < HEADER_SIZE) return false;
    const object = window.inOrder(true);
    // Objects have no optional header, which also keeps texts apart that begin with such two bytes.
    return MACHINES.has(object.u16(0)) && object.u16(OPTIONAL_HEADER_SIZE_AT) === 0;
  },
  *parts(file) {
    const window = file.inOrder(true);
    const count = window.u16(COUNT_AT);
    for (let index = 0; index < count; index++) {
      const section = window.part(HEADER_SIZE + index * SECTION_SIZE, SECTION_SIZE, "a section's header");
      const name = section.textUpTo(0, NAME_SIZE);
      if (name !== ".llvmbc" && name !== ".llvmcmd") continue;
      yield { name, window: window.part(section.u32(OFFSET_AT), section.u32(SIZE_AT), `section '${name}'`), isCommandLine: name === ".llvmcmd" };
    }
  },
};
