// `!llvm.module.flags`: what linking modules has to agree on.

import type { Metadata, NamedMetadata } from "./metadata.js";

/** What linking does where two modules have different values. */
export type FlagBehavior = "error" | "warning" | "require" | "override" | "append" | "append-unique" | "max" | "min";

export interface ModuleFlag {
  readonly behavior: FlagBehavior;
  readonly name: string;
  /** Mostly a number, sometimes a string or a node. */
  readonly value: Metadata | undefined;
}

/** By their numbers, from 1. Source: the section on module flags of LLVM's language reference. */
const BEHAVIORS: readonly (FlagBehavior | undefined)[] = [undefined, "error", "warning", "require", "override", "append", "append-unique", "max", "min"];

/** The flags among a module's named metadata; what has not the form of a flag is left out, as LLVM does. */
export function moduleFlagsOf(named: readonly NamedMetadata[]): ModuleFlag[] {
  return named.filter(({ name }) => name === "llvm.module.flags").flatMap(({ operands }) => operands.flatMap(flagOf));
}

function flagOf(node: Metadata | undefined): ModuleFlag[] {
  if (node?.kind !== "node" || node.operands?.length !== 3) return [];
  const [number, name, value] = node.operands;
  const behavior = BEHAVIORS[Number(integerOf(number) ?? 0n)];
  return behavior !== undefined && name?.kind === "string" ? [{ behavior, name: name.text, value }] : [];
}

/** The number that metadata wraps; undefined for other metadata. */
export function integerOf(metadata: Metadata | undefined): bigint | undefined {
  if (metadata?.kind !== "value") return undefined;
  const { value } = metadata;
  return value?.kind === "integer" ? value.value : value?.kind === "null" ? 0n : undefined;
}
