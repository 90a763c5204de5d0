import type { CallSite } from "../../src/asm/calls.js";
import type { Entity } from "../../src/ir/entity.js";
import type { TextEdit } from "../../src/ir/edited-text.js";
import type { Function } from "../../src/ir/function.js";
import type { Site } from "./site.js";

/** One line of the table: a construct, and what LLVM releases get that do not read it. */
export interface Row {
  /** As the module writes it. */
  readonly construct: string;
  /** The oldest LLVM that reads it, of those measured: 15, 16, 19, 22. */
  readonly since: number;
  /** What older ones get. */
  readonly instead: string;
}

/** How often which row applied. */
export type Tally = Map<Row, number>;

/** A construct that a word of code announces: an attribute, a flag, an instruction, a constant, a type. */
export interface CodeRow extends Row {
  readonly words: readonly string[];
  /** With the site's word one of `words`: rewrites what it announces, or refuses it; false where it is something else. */
  rewrite(site: Site): boolean;
}

/** An intrinsic, or a shape of one. */
export interface IntrinsicRow extends Row {
  /** Names without what overloading adds: `llvm.ucmp` means `llvm.ucmp.i8.i32`, too. */
  readonly names: readonly string[];
  /** Rewrites a call, or refuses it; false where it is none that is meant. */
  rewriteCall(site: Site, call: CallSite): boolean;
  /** The edits of a declaration that is still needed; absent where no call is left. */
  rewriteDeclaration?(fn: Function): readonly TextEdit[];
}

/** A construct that a native search finds: of metadata, and of strings, which the walk over code does not look into. */
export interface TextRow extends Row {
  /** Text (ASCII) that it cannot be without. */
  readonly needle: string;
  /** Which occurrences count; all when absent. */
  readonly counts?: (bytes: Buffer, at: number) => boolean;
  /** Whether it stands in specialized nodes, `!DI…(`, only. */
  readonly isDebugInfo?: boolean;
  /** The edits that rewrite it in an entity; none where it is something else. */
  rewrite(entity: Entity): readonly TextEdit[];
}
