// Finds text constants without a NUL at their end whose address is passed to a
// C function. Rust's strings have none; C would read on into what follows.
//
//   leaq  l_alloc_1(%rip), %rdi      l_alloc_1: "hello from rust\n"
//   callq _printk
//
// A constant is found by following its address from the relocated instruction to
// an argument register of a call, through copies, on every path. Callee: a symbol
// that the object leaves undefined, is not of Rust's mangling, and is none of the
// C functions that take a length beside the address. Constant: in a read-only
// section, up to the next symbol, the end of the section, or the end of the
// element in a section of literals; those of C strings end by definition.
// Text: as the pass terminate-strings takes it (support/printable-text.ts), but not
// empty.
//
// What is not seen: strings that travel through memory, as in unoptimised code,
// and strings that happen to be followed by zeros (padding) in the object. Where
// no symbol stands at the text and its end is not known otherwise, it is reported
// as unmeasured; clang keeps all labels with `-Xclang -msave-temp-labels`.

import { decodeUtf8, isPrintableText } from "../../support/printable-text.js";
import { calledSymbol } from "../../macho/code.js";
import { isCode } from "../../macho/code-section.js";
import {
  S_16BYTE_LITERALS,
  S_4BYTE_LITERALS,
  S_8BYTE_LITERALS,
  S_CSTRING_LITERALS,
  S_REGULAR,
} from "../../macho/layout.js";
import type { Operation } from "../../macho/instruction-set.js";
import type { MachO, Section } from "../../macho/macho.js";
import { dataAddress } from "../../macho/registers.js";
import { readsToNul } from "../c-callee.js";
import { type CodeContext, type InstructionCheck, type InstructionRule, nothing } from "../rule.js";

export const unterminatedString: InstructionRule = {
  code: "unterminated-string",
  severity: "warning",
  title: "text is handed to C without a NUL at its end",
  predicate: "hands C a text without a NUL at its end",
  fix: "run the pass terminate-strings",
  looksAt: "instructions",
  concerns,
  prepare: (_fn, context) => handedTexts(context, "no"),
};

export const unmeasuredString: InstructionRule = {
  code: "unmeasured-string",
  severity: "remark",
  title: "text is handed to C of which the object does not tell where it ends",
  predicate: "hands C a text of which the object does not tell where it ends",
  looksAt: "instructions",
  concerns,
  prepare: (_fn, context) => handedTexts(context, "unknown"),
};

function concerns({ isCall, isJump }: Operation): boolean {
  return isCall || isJump;
}

/** Whether a text has a NUL at its end. */
type Terminated = "no" | "unknown";

/** Finds the texts that a call hands to C and of which that is so. */
function handedTexts({ object, instructionSet }: CodeContext, terminated: Terminated): InstructionCheck {
  return (instruction, _index, state) => {
    const callee = calledSymbol(instruction);
    if (callee === undefined || callee.kind !== "undefined" || !readsToNul(callee.name)) return nothing;
    return instructionSet.argumentRegisters.flatMap((register) => {
      const address = dataAddress(state, register);
      const handed = address === undefined ? undefined : textAt(object, address);
      return handed?.terminated === terminated ? [{ text: handed.text, callee: callee.name }] : [];
    });
  };
}

function textAt(object: MachO, address: number): { readonly text: string; readonly terminated: Terminated } | undefined {
  const section = object.sections.find((candidate) => contains(candidate, address));
  if (section?.contents === undefined || !isReadOnly(section)) return undefined;
  const extent = measure(object, section, address);
  if (extent === undefined) return undefined;
  const offset = address - Number(section.address);
  const bytes = section.contents.subarray(offset, offset + extent.length);
  const end = bytes.indexOf(0);
  const text = printableText(end < 0 ? bytes : bytes.subarray(0, end));
  if (text === undefined) return undefined;
  if (end < 0) return { text, terminated: "no" };
  // The NUL may belong to this text or to what follows it.
  return extent.certain ? undefined : { text, terminated: "unknown" };
}

function contains(section: Section, address: number): boolean {
  return BigInt(address) >= section.address && BigInt(address) < section.address + section.size;
}

function isReadOnly(section: Section): boolean {
  if (isCode(section)) return false;
  return section.segment === "__TEXT" || section.segment === "__DATA_CONST" || section.name === "__const";
}

interface Extent {
  readonly length: number;
  /** Whether the constant is known to end there, and not before. */
  readonly certain: boolean;
}

function measure(object: MachO, section: Section, address: number): Extent | undefined {
  const start = Number(section.address);
  const elementSize = { [S_4BYTE_LITERALS]: 4, [S_8BYTE_LITERALS]: 8, [S_16BYTE_LITERALS]: 16 }[section.type];
  if (elementSize !== undefined) return { length: elementSize - ((address - start) % elementSize), certain: true };
  if (section.type === S_CSTRING_LITERALS || section.type !== S_REGULAR) return undefined;
  const labels = object.symbols
    .filter((symbol) => symbol.kind === "defined" && symbol.section === section)
    .map((symbol) => Number(symbol.value));
  const end = labels.reduce((nearest, label) => (label > address ? Math.min(nearest, label) : nearest), start + Number(section.size));
  return { length: end - address, certain: labels.includes(address) };
}

function printableText(bytes: Uint8Array): string | undefined {
  const characters = Buffer.from(bytes).toString("latin1");
  return characters !== "" && isPrintableText(characters) ? decodeUtf8(characters) : undefined;
}
