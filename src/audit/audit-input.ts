import type { Module } from "../ir/module.js";
import type { MachO } from "../macho/macho.js";
import type { AuditSettings } from "./settings.js";
import type { KernelChoice } from "./symbols.js";

/** What one audit is about: an object or a kext's binary, a module of IR, or a module and the object made of it. */
export interface AuditInput {
  readonly object?: MachO;
  /** The functions of `object`, in the order of their addresses. */
  readonly functions?: readonly AuditedFunction[];
  readonly module?: Module;
  /** What kernel the input is for; where it is not said, symbols are not looked at. */
  readonly kernel?: KernelChoice;
  readonly settings: AuditSettings;
}

/** What the walk over a function's instructions gathered. */
export interface AuditedFunction {
  /** The function's symbol, or section and offset, as `__TEXT,__text+0x0`, where it has none. */
  readonly name: string;
  /** The same as a Rust path, where it is one. */
  readonly demangled: string;
  /** Address of its first instruction. */
  readonly address: number;
  /** Bytes, padding behind it included. */
  readonly size: number;
  readonly instructions: number;
}
