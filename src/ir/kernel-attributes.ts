// What `clang -mkernel` puts on C functions, and reading it off clang's own output.

import { type Attribute, parseAttribute, sameAttribute } from "../asm/attributes.js";
import { type CallSite, callsIn } from "../asm/calls.js";
import { Lexer, Token } from "../asm/lexer.js";
import { InputError } from "../support/diagnostic.js";
import { Module } from "./module.js";
import { type ModuleFlag, moduleFlags } from "./module-flags.js";

/** The attributes of every function, declaration and call, and the module flags that go with them. */
export interface KernelAttributes {
  readonly definitions: readonly Attribute[];
  readonly declarations: readonly Attribute[];
  readonly calls: readonly Attribute[];
  readonly flags: readonly ModuleFlag[];
}

/** The processor and its features: rustc chose them, and soft-float corrects them. */
const PROCESSOR = ["target-cpu", "target-features", "tune-cpu"];

/** Flags that steer the code generator; the others describe types (wchar_size), debug info or the SDK. */
const CODE_GENERATION_FLAG = /^(?:frame-pointer|ptrauth-|sign-return-address|branch-target-enforcement|stack-protector-)/;

/**
 * Reads what clang put on C functions from its text of a C file that was compiled
 * for that: what all definitions have in common, all declarations, all calls but
 * those of intrinsics and assembly. The processor's features are left out.
 *
 * @throws InputError when the text lacks a definition, declaration or call.
 */
export function readKernelAttributes(irText: Uint8Array): KernelAttributes {
  const module = new Module(Buffer.from(irText));
  const functions = [...module.functions()].filter((fn) => !isIntrinsic(fn.symbol));
  const calls = functions.filter((fn) => fn.isDefinition).flatMap((fn) =>
    [...callsIn(fn.bytes, fn.bodyStart, fn.stop)].filter((call) => call.asm === undefined && !isIntrinsic(call.symbol)),
  );
  const common = (what: string, lists: readonly (readonly Attribute[])[]): Attribute[] => {
    const [first, ...rest] = lists;
    if (first === undefined) {
      throw new InputError({ severity: "error", code: "no-kernel-attributes", message: `no ${what} to read the kernel's attributes from` });
    }
    return first
      .filter((attribute) => !PROCESSOR.includes(attribute.key) && rest.every((list) => list.some((other) => sameAttribute(other, attribute))))
      .map(plain);
  };
  return {
    definitions: common("definition", functions.filter((fn) => fn.isDefinition).map((fn) => fn.attributes())),
    declarations: common("declaration", functions.filter((fn) => !fn.isDefinition).map((fn) => fn.attributes())),
    calls: common("call", calls.map((call) => attributesOf(module, call))),
    flags: moduleFlags(module).filter(({ key }) => CODE_GENERATION_FLAG.test(key)),
  };
}

/** Whether `symbol` is one of LLVM's own functions. */
export function isIntrinsic(symbol: string | undefined): boolean {
  return symbol?.startsWith("llvm.") === true;
}

/** The attributes in `text`, written as in a group. */
export function parseAttributes(text: string): Attribute[] {
  const lexer = new Lexer(Buffer.from(text, "latin1"));
  const attributes: Attribute[] = [];
  while (lexer.next() !== Token.End) {
    const item = parseAttribute(lexer);
    if (item !== undefined) attributes.push(plain(item));
  }
  return attributes;
}

/** The attributes of a call, groups opened. */
function attributesOf(module: Module, { attributes }: CallSite): Attribute[] {
  return attributes.flatMap((item) => (item.group === undefined ? [item] : (module.attributeGroup(item.group)?.attributes ?? [])));
}

function plain({ key, quoted, value }: Attribute): Attribute {
  return value === undefined ? { key, quoted } : { key, quoted, value };
}
