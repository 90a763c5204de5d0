// What the passes that change attributes report.

import type { Explanation } from "./explanation.js";

export const attributeExplanations: readonly Explanation[] = [
  {
    code: "no-such-function",
    title: "an option names a function that is not there",
    text: "A pass's except=NAME compares names as they are in the module, mangled and without '@'; --filter-print-funcs takes Rust paths, too. 'kextir inspect --symbols' lists them.",
    example: { passes: "noredzone<except=mian>", module: "define void @main() {\n  ret void\n}\n" },
  },
  {
    code: "nothing-to-strip",
    title: "a strip pass found nothing to strip",
    text: "The module was compiled without it, or the pass ran before.",
    example: { passes: "strip-split-stack", module: "define void @f() {\n  ret void\n}\n" },
  },
  {
    code: "nothing-to-soften",
    title: "soft-float found every function soft already",
    text: "There is no definition without soft float: the pass ran before, or the module defines nothing.",
    example: { passes: "soft-float", module: 'target triple = "x86_64-apple-macosx10.15.0"\n' },
  },
  {
    code: "needs-float-registers",
    title: "code cannot do without floating-point or vector registers",
    text: `\
It calls an intrinsic that is one instruction on such registers, has inline assembly with an operand
in one, or holds values of a type that only they can hold. With soft float no code generator can
select it. Write the function another way, leave out the feature of the crate that uses it, or leave the function floats with except=NAME and save the registers around it.`,
    example: {
      passes: "soft-float",
      module: `target triple = "x86_64-apple-macosx10.15.0"

define i32 @f(i32 %a) {
  %b = call i32 asm "movd $1, $0", "=r,x"(i32 %a)
  ret i32 %b
}
`,
    },
  },
  {
    code: "float-abi",
    title: "a function that C can call passes floats in general registers",
    text: "That is what soft float means for arguments and results. C code compiled with floating point, as user code is, expects them elsewhere; kernel code has none.",
    example: {
      passes: "soft-float",
      module: 'target triple = "x86_64-apple-macosx10.15.0"\n\ndefine double @f(double %x) {\n  ret double %x\n}\n',
    },
  },
  {
    code: "unknown-architecture",
    title: "soft-float does not know the registers of the module's processor",
    text: "It sets what is common to all and leaves the features alone. Check the object for floating-point instructions.",
    example: { passes: "soft-float", module: 'target triple = "riscv64gc-unknown-none-elf"\n\ndefine void @f() {\n  ret void\n}\n' },
  },
  {
    code: "no-kernel-attributes",
    title: "what clang -mkernel writes for the module's target is not known",
    text: "kernel-attributes has tables for x86_64, arm64 and arm64e on macOS. Run retarget before it. With a clang to ask: no function came out of it to read them from.",
    example: { passes: "kernel-attributes", module: 'target triple = "riscv64-unknown-none-elf"\n\ndefine void @f() {\n  ret void\n}\n' },
  },
  {
    code: "nothing-to-add",
    title: "kernel-attributes found nothing missing",
    text: "No function, call or module flag lacks what clang -mkernel writes.",
    example: { passes: "kernel-attributes,kernel-attributes", module: 'target triple = "x86_64-apple-macosx10.15.0"\n\ndefine void @f() {\n  ret void\n}\n' },
  },
  {
    code: "nounwind-left-out",
    title: "functions are not told that they cannot unwind",
    text: "A function with a personality was compiled for unwinding, and nounwind would contradict it. Run strip-unwind first, or compile with -C panic=abort.",
    example: {
      passes: "kernel-attributes",
      module: `target triple = "x86_64-apple-macosx10.15.0"

define void @f() personality ptr @rust_eh_personality {
  ret void
}

declare i32 @rust_eh_personality(...)
`,
    },
  },
  {
    code: "unsigned-pointers",
    title: "calls through pointers do not check a signature",
    text: `\
On arm64e C signs pointers to functions and checks them when it calls; Rust's code does neither. Both
work by themselves. A pointer to a function that goes from one to the other faults: hand none over.`,
    example: {
      passes: "kernel-attributes",
      module: 'target triple = "arm64e-apple-macosx11.0.0"\n\ndefine void @f(ptr %p) {\n  call void %p()\n  ret void\n}\n',
    },
  },
  {
    code: "landing-pads-kept",
    title: "a function keeps its personality for its landing pads",
    text: "keep-landing-pads asked for that, or they are of a kind that cannot be taken out. The kernel has no unwinder. Compile with -C panic=abort, and core too (-Zbuild-std).",
    example: {
      passes: "strip-unwind<keep-landing-pads>",
      module: `define void @f() personality ptr @rust_eh_personality {
  invoke void @g() to label %ok unwind label %pad
ok:
  ret void
pad:
  %t = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %t
}

declare void @g()

declare i32 @rust_eh_personality(...)
`,
    },
  },
  {
    code: "landing-pads-removed",
    title: "functions compiled for unwinding had their landing pads cut off",
    text: "What runs when a panic unwinds is gone, since nothing in a kernel unwinds. With -C panic=abort it is not made in the first place, and the code is smaller.",
    example: {
      passes: "strip-unwind",
      module: `define void @f() personality ptr @rust_eh_personality {
  invoke void @g() to label %ok unwind label %pad
ok:
  ret void
pad:
  %t = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %t
}

declare void @g()

declare i32 @rust_eh_personality(...)
`,
    },
  },
  {
    code: "module-flag-required",
    title: "a module flag stays, for another requires it",
    text: "A flag of behavior 3 says that another one has to be there; without it the verifier refuses the module. Remove the one that requires it.",
    example: {
      passes: "strip-unwind",
      module: `!llvm.module.flags = !{!0, !1}
!0 = !{i32 3, !"mine", !{!"PIC Level", i32 2}}
!1 = !{i32 1, !"PIC Level", i32 2}
`,
    },
  },
  {
    code: "stack-check-called",
    title: "a routine that grows or probes the stack is still used",
    text: "Code or an attribute that was kept names it, and a kernel has no such function: linking or loading will fail. Remove what names it, or define it.",
    example: {
      passes: "strip-split-stack",
      module: "declare void @__rust_probestack()\n\ndefine void @f() {\n  call void @__rust_probestack()\n  ret void\n}\n",
    },
  },
  {
    code: "not-elf",
    title: "a code model is asked of a Mach-O module",
    text: `\
The pipeline linux makes a module for Linux's kernel, of IR that rustc wrote for an ELF target:
x86_64-unknown-none or x86_64-unknown-linux-gnu. What is for macOS is not turned into ELF.`,
    example: { passes: "code-model", module: 'target triple = "x86_64-apple-macosx10.15.0"\n' },
  },
  {
    code: "same-code-model",
    title: "the module has the code model already",
    text: "The pass ran before, or rustc was given -C code-model.",
    example: { passes: "code-model", module: '!llvm.module.flags = !{!0}\n!0 = !{i32 1, !"Code Model", i32 2}\n' },
  },
];
