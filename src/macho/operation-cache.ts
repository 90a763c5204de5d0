import type { InstructionSet, Operation } from "./instruction-set.js";
import type { Operand } from "./operand.js";

/** An operation with what somebody wants to know of it whenever it occurs, as bits. */
export type MarkedOperation = Operation & { readonly marks: number };

/** Reads instructions, and each text once: most occur many times. */
export class OperationCache {
  readonly #instructionSet: InstructionSet;
  readonly #mark: (operation: Operation) => number;
  /** Open addressing: by hash, one and an index into `#texts` and `#operations`; 0 for none. */
  #slots = new Int32Array(SLOTS);
  #texts: Uint8Array[] = [];
  #operations: MarkedOperation[] = [];
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
      if (isSame(this.#texts[index - 1]!, bytes, start, stop)) return this.#operations[index - 1]!;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start).toString("latin1");
    const jump = this.#directJump(text);
    if (jump !== undefined) return jump;
    const [, mnemonic = text, operands = ""] = withPrefixes.exec(text) ?? [];
    const operation = this.#marked(this.#instructionSet.parse(mnemonic.replace(/\s+/g, " "), operands.trimEnd()));
    if (this.#texts.length >= SLOTS / 2) this.#forget();
    else this.#slots[slot] = this.#texts.length + 1;
    this.#texts.push(bytes.slice(start, stop));
    this.#operations.push(operation);
    return operation;
  }

  #forget(): void {
    this.#slots = new Int32Array(SLOTS);
    // An entry without a slot: it is found no more, which costs its reading anew.
    this.#texts = [];
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

function isSame(text: Uint8Array, bytes: Uint8Array, start: number, stop: number): boolean {
  if (text.length !== stop - start) return false;
  for (let at = 0; at < text.length; at += 1) if (text[at] !== bytes[start + at]) return false;
  return true;
}

// A prefix stands before its instruction as a word of its own.
const withPrefixes = /^((?:(?:lock|rep|repe|repne|repz|repnz|notrack|xacquire|xrelease|bnd|data16|addr32|rex64)\s+)*\S+)\s*(.*)$/;
