import { isMixed } from "./code-section.js";
import type { MachO } from "./macho.js";

/**
 * Arguments for llvm-objdump, before the object's path, that give the text which
 * `parseDisassembly` reads. Zeros are not left out: nothing may hide in a gap.
 */
export function objdumpArguments(object: MachO): readonly string[] {
  // `--disassemble` passes over sections in which instructions stand among data.
  const what = object.sections.some(isMixed) ? "--disassemble-all" : "--disassemble";
  return [what, "--disassemble-zeroes", "--no-show-raw-insn", "--x86-asm-syntax=att"];
}

/** One line of a disassembly. */
export interface DisassembledInstruction {
  /** As in the object, sections being laid out one after another there. */
  readonly address: number;
  /** As llvm-objdump writes it, with prefixes, as in `lock`; `<unknown>` where it could not be decoded. */
  readonly mnemonic: string;
  /** The rest of the line but for comments; empty where there are no operands. */
  readonly operandText: string;
}

/**
 * Reads the text that llvm-objdump, given `objdumpArguments`, writes of an
 * object; the instructions come in the order of the text. Headings, symbol lines
 * and empty lines are passed over: which function an instruction belongs to is
 * for the symbol table to say.
 */
export function parseDisassembly(text: string): DisassembledInstruction[] {
  const instructions: DisassembledInstruction[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const instruction = parseLine(text.slice(start, end));
    if (instruction !== undefined) instructions.push(instruction);
    start = end + 1;
  }
  return instructions;
}

// "      1f: <tab> lock <tab> cmpxchgq <tab> %rcx, (%rdi)   ## comment"
const instructionLine = /^\s*([0-9a-f]+):\s+(\S.*)$/;
// A prefix stands before its instruction as a word of its own.
const prefixedMnemonic = /^((?:(?:lock|rep|repe|repne|repz|repnz|notrack|xacquire|xrelease|bnd|data16|addr32|rex64)\s+)*\S+)\s*(.*)$/;
// `##` in Mach-O x86_64, `;` in Mach-O arm64, `#` and `//` elsewhere; an immediate is `#` and a digit.
const comment = /\s+(?:##? |; |\/\/ ).*$/;

function parseLine(line: string): DisassembledInstruction | undefined {
  const [, address, rest] = instructionLine.exec(line) ?? [];
  if (address === undefined || rest === undefined) return undefined;
  const [, mnemonic, operands] = prefixedMnemonic.exec(rest.replace(comment, "")) ?? [];
  if (mnemonic === undefined || operands === undefined) return undefined;
  return {
    address: Number.parseInt(address, 16),
    mnemonic: mnemonic.replace(/\s+/g, " "),
    operandText: operands.replace(/\s*<[^<]*>$/, "").trimEnd(),
  };
}
