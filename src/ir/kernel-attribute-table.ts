// What clang -mkernel puts on C functions, by target. Measured with
//   clang -target TRIPLE -mkernel -O2 -Xclang -disable-llvm-passes -S -emit-llvm
// of clang 15.0.6, 16.0.6, 19.1.7 and 22.1.8, for x86_64-apple-macosx10.7 and 10.15,
// i386-apple-macosx10.7, arm64- and arm64e-apple-macosx11 and -ios14,
// x86_64-unknown-none and aarch64-unknown-none. They differ in two things:
//
// On arm64, 15 to 19 write "frame-pointer"="non-leaf" and the flag's value 1, 22
// writes "non-leaf-no-reserve" and 4. The older LLVMs refuse that, and 22 reads
// both, so the table has the older one; the newer keeps x29 from leaf functions no
// longer. The ptrauth attributes are 22's; older clangs read past them.
//
// 15 and 16 write "min-legal-vector-width"="0" on arm64, too, where it means nothing.
//
// Left out: the processor and its features, and the flag wchar_size, which every C
// module has and no code depends on.

import { type KernelAttributes, parseAttributes } from "./kernel-attributes.js";

/** The row for `triple`; undefined for an architecture that has none. */
export function kernelAttributesFor(triple: string): KernelAttributes | undefined {
  const [architecture = "", , system = ""] = triple.split("-");
  const protector = isApple(triple, system) ? "ssp " : "";
  if (/^(?:x86_64h?|amd64|i[3-6]86)$/.test(architecture)) return x86(protector);
  if (architecture === "arm64e") return arm64(protector, POINTER_AUTHENTICATION);
  if (/^(?:arm64|aarch64)$/.test(architecture)) return arm64(protector, "");
  return undefined;
}

const POINTER_AUTHENTICATION = '"ptrauth-auth-traps" "ptrauth-calls" "ptrauth-indirect-gotos" "ptrauth-returns" ';

/** Elsewhere clang protects no stack without being asked to. */
function isApple(triple: string, system: string): boolean {
  return triple.split("-")[1] === "apple" || /^(?:darwin|macosx?|ios)/.test(system);
}

function x86(protector: string): KernelAttributes {
  const common = '"no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8"';
  return {
    definitions: parseAttributes(`noimplicitfloat noredzone nounwind ${protector}"frame-pointer"="all" "min-legal-vector-width"="0" ${common}`),
    declarations: parseAttributes(`noimplicitfloat noredzone "frame-pointer"="all" ${common}`),
    calls: parseAttributes('nobuiltin noimplicitfloat noredzone "no-builtins"'),
    flags: [{ behavior: 7, key: "frame-pointer", value: 2 }],
  };
}

function arm64(protector: string, authentication: string): KernelAttributes {
  const common = `"frame-pointer"="non-leaf" "no-builtins" "no-trapping-math"="true" ${authentication}"stack-protector-buffer-size"="8"`;
  return {
    definitions: parseAttributes(`noredzone nounwind ${protector}${common}`),
    declarations: parseAttributes(`noredzone ${common}`),
    calls: parseAttributes('nobuiltin noredzone "no-builtins"'),
    flags: [{ behavior: 7, key: "frame-pointer", value: 1 }],
  };
}
