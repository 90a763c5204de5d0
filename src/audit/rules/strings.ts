// Finds text constants without a NUL at their end whose address is passed to a
// C function. Rust's strings have none; C would read on into what follows.
//
//   leaq  l_alloc_1(%rip), %rdi      l_alloc_1: "hello from rust\n"
//   callq _printk
//
// A constant is found by following its address from the relocated instruction to
// an argument register of a call, through copies, on every path. Callee: a symbol
// that the object leaves undefined, is not of Rust's mangling, and is none of the
// C functions that take a length beside the address. Text: see constant-texts.ts.
//
// What is not seen: strings that travel through memory, as in unoptimised code,
// and strings that happen to be followed by zeros (padding) in the object. Where
// no symbol stands at the text and its end is not known otherwise, it is reported
// as unmeasured; clang keeps all labels with `-Xclang -msave-temp-labels`.

import { calledSymbol } from "../../macho/code.js";
import type { Operation } from "../../macho/instruction-set.js";
import { dataAddress } from "../../macho/registers.js";
import { readsToNul } from "../c-callee.js";
import type { ConstantText } from "../constant-texts.js";
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

/** Finds the texts that a call hands to C and of which that is so. */
function handedTexts({ texts, instructionSet }: CodeContext, terminated: ConstantText["terminated"]): InstructionCheck {
  return (instruction, _index, state) => {
    const callee = calledSymbol(instruction);
    if (callee === undefined || callee.kind !== "undefined" || !readsToNul(callee.name)) return nothing;
    return instructionSet.argumentRegisters.flatMap((register) => {
      const address = dataAddress(state, register);
      const handed = address === undefined ? undefined : texts.at(address);
      return handed?.terminated === terminated ? [{ text: handed.text, callee: callee.name }] : [];
    });
  };
}
