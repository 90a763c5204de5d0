import { instructionText } from "./disassembly.js";
import type { InstructionSet, Operation } from "./instruction-set.js";
import type { Operand } from "./operand.js";

/** An operation with what somebody wants to know of it whenever it occurs, as bits. */
export type MarkedOperation = Operation & { readonly marks: number };

/** Reads instructions, and each text once: most occur many times. */
export class OperationCache {
  readonly #instructionSet: InstructionSet;
  readonly #mark: (operation: Operation) => number;
  /** Open addressing: by hash, one and an index into `#operations`; 0 for none. */
  #slots = new Int32Array(SLOTS);
  #operations: MarkedOperation[] = [];
  /** Their texts one after another, and where each ends: compared at each instruction, so they stand close together. */
  #texts = new Uint8Array(2 ** 16);
  #ends = new Int32Array(SLOTS / 2);
  /** Direct jumps and calls by mnemonic; their destinations hardly ever come again. */
  readonly #direct = new Map<string, MarkedOperation | undefined>();

  constructor(instructionSet: InstructionSet, mark: (operation: Operation) => number) {
    this.#instructionSet = instructionSet;
    this.#mark = mark;
  }

  /** @param start with `stop`, where in `bytes` mnemonic and operands are, with tabs between them; `hash` is of that. */
  get(bytes: Uint8Array, start: number, stop: number, hash: number): MarkedOperation {
    let slot = hash & (SLOTS - 1);
    for (let index = this.#slots[slot]!; index !== 0; index = this.#slots[slot]!) {
      if (this.#isText(index - 1, bytes, start, stop)) return this.#operations[index - 1]!;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const text = instructionText(bytes, start, stop);
    const jump = this.#directJump(text);
    if (jump !== undefined) return jump;
    const [, mnemonic = text, operands = ""] = withPrefixes.exec(text) ?? [];
    const operation = this.#marked(this.#instructionSet.parse(mnemonic.replace(/\s+/g, " "), operands.trimEnd()));
    if (this.#operations.length === this.#ends.length) this.#forget();
    else this.#slots[slot] = this.#operations.length + 1;
    this.#keep(bytes, start, stop);
    this.#operations.push(operation);
    return operation;
  }

  #isText(index: number, bytes: Uint8Array, start: number, stop: number): boolean {
    let at = this.#endOf(index - 1);
    if (this.#ends[index]! - at !== stop - start) return false;
    for (let other = start; other < stop; other += 1, at += 1) if (this.#texts[at] !== bytes[other]) return false;
    return true;
  }

  #endOf(index: number): number {
    return index < 0 ? 0 : this.#ends[index]!;
  }

  #keep(bytes: Uint8Array, start: number, stop: number): void {
    const index = this.#operations.length;
    const place = this.#endOf(index - 1);
    const end = place + stop - start;
    if (end > this.#texts.length) {
      const larger = new Uint8Array(2 * end);
      larger.set(this.#texts);
      this.#texts = larger;
    }
    this.#texts.set(bytes.subarray(start, stop), place);
    this.#ends[index] = end;
  }

  #forget(): void {
    this.#slots = new Int32Array(SLOTS);
    // An entry without a slot: it is found no more, which costs its reading anew.
    this.#operations = [];
  }

  #marked(operation: Operation): MarkedOperation {
    return copy(operation, operation.operandText, operation.operands, operation.destination, this.#mark(operation));
  }

  #directJump(text: string): MarkedOperation | undefined {
    const tab = text.indexOf("\t");
    if (tab < 0 || !text.startsWith("0x", tab + 1)) return undefined;
    const operandText = text.slice(tab + 1);
    const address = Number(operandText);
    if (Number.isNaN(address)) return undefined;
    const mnemonic = text.slice(0, tab);
    if (!this.#direct.has(mnemonic)) this.#direct.set(mnemonic, this.#directKind(mnemonic));
    const kind = this.#direct.get(mnemonic);
    if (kind === undefined) return undefined;
    return copy(kind, operandText, [{ kind: "address", address }], address, kind.marks);
  }

  #directKind(mnemonic: string): MarkedOperation | undefined {
    const operation = this.#instructionSet.parse(mnemonic, "0x0");
    return operation.destination === undefined ? undefined : this.#marked(operation);
  }
}

/** Each property by name: that makes them all of one shape, and is many times quicker than spreading. */
function copy(
  { mnemonic, accesses, computedAddress, transfers, movesStack, allocatesStack, isFloatingPoint, isCall, isJump, endsFlow, isReturn, isFrameSetup, isFrameTeardown, ripDisplacement, isNoOperation }: Operation,
  operandText: string,
  operands: readonly Operand[],
  destination: number | undefined,
  marks: number,
): MarkedOperation {
  return {
    mnemonic, operandText, operands, accesses, computedAddress, transfers, movesStack, allocatesStack, isFloatingPoint, isCall, isJump, destination,
    endsFlow, isReturn, isFrameSetup, isFrameTeardown, ripDisplacement, isNoOperation, marks,
  };
}

// A power of two. Texts are few, but for damaged files.
const SLOTS = 2 ** 17;

// A prefix stands before its instruction as a word of its own.
const withPrefixes = /^((?:(?:lock|rep|repe|repne|repz|repnz|notrack|xacquire|xrelease|bnd|data16|addr32|rex64)\s+)*\S+)\s*(.*)$/;
