// What the pass rename-symbols reports.

import type { Explanation } from "./explanation.js";

const raw = String.raw;

export const renameExplanations: readonly Explanation[] = [
  {
    code: "renamed",
    title: "a rule of rename-symbols renamed something",
    text: "A remark, shown with -v: how many symbols a rule renamed, and in how many places their names stood.",
    example: { passes: "rename-symbols", module: "declare i32 @printk(ptr, ...)\n" },
  },
  {
    code: "no-such-symbol",
    title: "a rule of rename-symbols renames nothing",
    text: `\
No symbol of that name, or of that kind, is in the module: the rule is misspelt, the name is mangled
in the module, or an earlier rule renamed it. Likely names stand in the fix. 'kextir inspect --symbols'
lists all. With --strict it is an error.`,
    example: { passes: "rename-symbols<prink=IOLog>", module: "declare i32 @printk(ptr, ...)\n" },
  },
  {
    code: "same-name",
    title: "a rule of rename-symbols changes no name",
    text: "What it would rename is called so already. The rule can go.",
    example: { passes: "rename-symbols<printk=printk>", module: "declare i32 @printk(ptr, ...)\n" },
  },
  {
    code: "bad-new-name",
    title: "a rule would give a symbol a name that it cannot have",
    text: "Nothing is left of the name, or it begins with 'llvm.', which gives it a meaning from LLVM, or had such a name. Narrow the pattern.",
    example: { passes: raw`rename-symbols<"/^k(.*)/"="\\1">`, module: "declare void @k()\n" },
  },
  {
    code: "rename-clash",
    title: "two symbols would have one name, and cannot be one",
    text: `\
Two declarations become one. Two definitions, or a function and a variable, cannot. Rename or remove
one of them.`,
    example: { passes: "rename-symbols<a=b>", module: "define void @a() {\n  ret void\n}\n\ndefine void @b() {\n  ret void\n}\n" },
  },
  {
    code: "signature-clash",
    title: "a call would not fit the function that it is renamed to",
    text: `\
Linux's printk returns an int, the kernel's IOLog nothing: code that reads the result would read
garbage. Also calling conventions that differ. Do without the result ('let _ =' still reads nothing),
or rename to a function that returns the same, as printf does.`,
    example: {
      passes: "rename-symbols<printk=IOLog>",
      module: "declare i32 @printk(ptr, ...)\n\ndefine i32 @f(ptr %s) {\n  %n = call i32 (ptr, ...) @printk(ptr %s)\n  ret i32 %n\n}\n",
    },
  },
  {
    code: "type-clash",
    title: "two symbols would have one name, and have different types",
    text: "In modules with typed pointers (up to LLVM 14) the type of a function is part of every use of it, and address spaces are in all modules. Declare both alike.",
    example: { passes: "rename-symbols", module: "declare i32 @printk(i8*, ...)\ndeclare void @IOLog(i8*, ...)\n" },
  },
  {
    code: "parameters-differ",
    title: "two declarations of different parameters become one",
    text: "Calls pass what they passed before, which is right only if the function reads its arguments so. Declare both alike.",
    example: { passes: "rename-symbols<a=b>", module: "declare void @a(i32, ptr)\ndeclare void @b(i64, ptr)\n" },
  },
  {
    code: "local-target",
    title: "a symbol is renamed to one that is local to the module",
    text: "What was to come from elsewhere is now the module's own function of that name. If that is not meant, choose another name.",
    example: { passes: "rename-symbols<a=b>", module: "declare void @a()\n\ndefine internal void @b() {\n  ret void\n}\n" },
  },
  {
    code: "attribute-kept",
    title: "a string attribute names a function that was renamed, and keeps the old name",
    text: 'Attributes such as "instrument-function-entry" take only names that the code generator knows. The new one is none of them: remove the attribute, or leave that symbol its name.',
    example: {
      passes: "rename-symbols<mcount=enter>",
      module: 'define void @f() "instrument-function-entry-inlined"="mcount" {\n  ret void\n}\n',
    },
  },
  {
    code: "no-log-level",
    title: "strip-log-level found no log level",
    text: "Linux's log levels are a byte 1 and a digit at the start of a format. No constant format that a renamed function is called with begins so.",
    example: {
      passes: "rename-symbols<strip-log-level>",
      module: raw`@a = private constant [4 x i8] c"abc\00"

declare i32 @printk(ptr, ...)

define void @f() {
  %1 = call i32 (ptr, ...) @printk(ptr @a)
  ret void
}
`,
    },
  },
  {
    code: "log-level-kept",
    title: "a format keeps its log level",
    text: "It begins with one, and is used in a way that does not let it be shortened: the reason stands in the message. Take the level out of the source.",
    example: {
      passes: "rename-symbols<strip-log-level>",
      module: raw`@a = constant [6 x i8] c"\016abc\00"

declare i32 @printk([6 x i8]*)

define void @f() {
  %1 = call i32 @printk([6 x i8]* @a)
  ret void
}
`,
    },
  },
  {
    code: "format-not-constant",
    title: "strip-log-level cannot see the format of a call",
    text: "It is made when the code runs, or chosen then. It may have a log level, which the kernel's functions would print as it is.",
    example: {
      passes: "rename-symbols<strip-log-level>",
      module: "declare i32 @printk(ptr, ...)\n\ndefine void @f(ptr %p) {\n  %1 = call i32 (ptr, ...) @printk(ptr %p)\n  ret void\n}\n",
    },
  },
];
