// Words before a symbol's type that mean something else, or nothing, in Mach-O.

import { Lexer, Token } from "../../asm/lexer.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { Entity } from "../entity.js";
import { Function } from "../function.js";
import { GlobalValue } from "../global-value.js";
import type { Module } from "../module.js";
import { refusal } from "./refusal.js";

interface Rule {
  /** What has to stand in the module for anything to be looked at. */
  readonly word: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

const REFUSED: readonly Rule[] = [
  {
    word: "thread_local", code: "thread-local",
    message: "is thread-local: the kernel has no thread-local storage, and __tlv_bootstrap would be undefined",
    fix: "keep the value per thread some other way, or make it an atomic",
  },
  {
    word: "dllimport", code: "dll-storage", message: "is imported from a DLL, which only COFF knows",
    fix: "build for a target without DLLs, such as x86_64-unknown-none",
  },
  {
    word: "dllexport", code: "dll-storage", message: "is exported from a DLL, which only COFF knows",
    fix: "build for a target without DLLs, such as x86_64-unknown-none",
  },
];

const IFUNC: Rule = {
  word: "ifunc", code: "ifunc", message: "is an ifunc: it takes a loader that calls resolvers, which the kernel's does not",
  fix: "choose the implementation in code, by way of a function pointer",
};

const WEAK_ALIAS: Rule = {
  word: "alias", code: "weak-alias", message: "is a weak alias, which LLVM turns into a local symbol in Mach-O",
  fix: "make it an alias without weak, or a function that calls the other",
};

/** The uses of linkage and storage that Mach-O or the kernel has no place for. */
export function refusedQualifiers(module: Module): Diagnostic[] {
  const refusals: Diagnostic[] = [];
  const refuse = (entity: Function | GlobalValue, offset: number, { code, message, fix }: Rule): void => {
    refusals.push(refusal(entity, offset, code, `'${entity.printedName}' ${message}`, fix));
  };
  for (const rule of REFUSED) {
    for (const [entity, qualifier] of qualified(module, rule.word)) refuse(entity, qualifier.start, rule);
  }
  for (const entity of module.entitiesIncluding("ifunc")) {
    if (entity instanceof GlobalValue && entity.header()?.form === "ifunc") refuse(entity, entity.start, IFUNC);
  }
  for (const [entity, qualifier] of ["weak", "weak_odr", "linkonce", "linkonce_odr"].flatMap((word) => [...qualified(module, word)])) {
    const header = entity instanceof GlobalValue ? entity.header() : undefined;
    // A hidden one becomes a private external symbol, which the objects linked with it find.
    if (header?.form !== "alias" || header.qualifiers.some(({ word: other }) => other === "hidden")) continue;
    refuse(entity, qualifier.start, WEAK_ALIAS);
  }
  return refusals;
}

/**
 * Makes protected symbols ordinary ones, and returns how many. Mach-O's two-level
 * names keep a definition from being replaced anyway.
 */
export function dropProtected(module: Module): number {
  let dropped = 0;
  for (const [entity, { start, stop }] of qualified(module, "protected")) {
    entity.edit([{ start, stop: blankAfter(entity, stop), text: "" }]);
    dropped++;
  }
  return dropped;
}

function* qualified(module: Module, word: string): Generator<[Function | GlobalValue, { start: number; stop: number }]> {
  for (const entity of module.entitiesIncluding(word)) {
    if (!(entity instanceof Function || entity instanceof GlobalValue)) continue;
    const qualifier = entity.header()?.qualifiers.find((candidate) => candidate.word === word);
    if (qualifier !== undefined) yield [entity, qualifier];
  }
}

function blankAfter(entity: Entity, at: number): number {
  const lexer = new Lexer(entity.bytes, at, entity.stop);
  return lexer.next() === Token.End ? at : lexer.start;
}
