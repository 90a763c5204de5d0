import type { InstructionSet, Operation } from "./instruction-set.js";

/** An operation with what somebody wants to know of it whenever it occurs, as bits. */
export type MarkedOperation = Operation & { readonly marks: number };

/** Reads instructions, and each text once: most occur many times. */
export class OperationCache {
  readonly #instructionSet: InstructionSet;
  readonly #mark: (operation: Operation) => number;
  readonly #operations = new Map<string, MarkedOperation>();
  /** Direct jumps and calls by mnemonic; their destinations hardly ever come again. */
  readonly #direct = new Map<string, MarkedOperation | undefined>();

  constructor(instructionSet: InstructionSet, mark: (operation: Operation) => number) {
    this.#instructionSet = instructionSet;
    this.#mark = mark;
  }

  /** @param text mnemonic and operands, with tabs between them. */
  get(text: string): MarkedOperation {
    const known = this.#operations.get(text) ?? this.#directJump(text);
    if (known !== undefined) return known;
    const [, mnemonic = text, operands = ""] = withPrefixes.exec(text) ?? [];
    const operation = this.#marked(this.#instructionSet.parse(mnemonic.replace(/\s+/g, " "), operands.trimEnd()));
    if (this.#operations.size >= LIMIT) this.#operations.clear();
    this.#operations.set(text, operation);
    return operation;
  }

  #marked(operation: Operation): MarkedOperation {
    return { ...operation, marks: this.#mark(operation) };
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
    // Each property by name: that makes them all of one shape, and quickly.
    return {
      mnemonic,
      operandText,
      operands: [{ kind: "address", address }],
      accesses: kind.accesses,
      computedAddress: kind.computedAddress,
      transfers: kind.transfers,
      allocatesStack: kind.allocatesStack,
      isFloatingPoint: kind.isFloatingPoint,
      isCall: kind.isCall,
      isJump: kind.isJump,
      destination: address,
      endsFlow: kind.endsFlow,
      isReturn: kind.isReturn,
      isFrameSetup: kind.isFrameSetup,
      isFrameTeardown: kind.isFrameTeardown,
      ripDisplacement: undefined,
      isNoOperation: kind.isNoOperation,
      marks: kind.marks,
    };
  }

  #directKind(mnemonic: string): MarkedOperation | undefined {
    const operation = this.#instructionSet.parse(mnemonic, "0x0");
    return operation.destination === undefined ? undefined : this.#marked(operation);
  }
}

// A guard: texts are few, but for damaged files.
const LIMIT = 50_000;

// A prefix stands before its instruction as a word of its own.
const withPrefixes = /^((?:(?:lock|rep|repe|repne|repz|repnz|notrack|xacquire|xrelease|bnd|data16|addr32|rex64)\s+)*\S+)\s*(.*)$/;
