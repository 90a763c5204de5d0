// What the pass terminate-strings reports.

import type { Explanation } from "./explanation.js";

const raw = String.raw;

export const stringExplanations: readonly Explanation[] = [
  {
    code: "nothing-to-terminate",
    title: "every string that may get a NUL has one",
    text: "terminate-strings ran and changed nothing.",
    example: { passes: "terminate-strings", module: raw`@a = private constant [4 x i8] c"abc\00"` },
  },
  {
    code: "string-left",
    title: "strings without a NUL are left as they are",
    text: `\
Their size can be seen from elsewhere: they are visible to other modules, can be written, lie in a
section with a fixed meaning, or are used in a way that says how long they are. The reason and the
names stand in the message. If C reads one of them, end it in \\0 in the source.`,
    example: { passes: "terminate-strings", module: '@greeting = constant [5 x i8] c"hello"\n' },
  },
  {
    code: "no-such-call",
    title: "calls=NAME names a function that nothing calls",
    text: "Check the spelling. After rename-symbols the new name is meant: calls=IOLog, not calls=printk.",
    example: { passes: "terminate-strings<calls=prink>", module: "declare i32 @printk(ptr, ...)\n" },
  },
  {
    code: "no-string-handed",
    title: "no string constant reaches the calls of calls=NAME",
    text: "The function is called, with pointers that come from elsewhere: from memory, from arguments. Terminate by text (no options) or by a pattern (match=…).",
    example: {
      passes: "terminate-strings<calls=puts>",
      module: "declare i32 @puts(ptr)\n\ndefine void @f(ptr %p) {\n  %1 = call i32 @puts(ptr %p)\n  ret void\n}\n",
    },
  },
  {
    code: "empty-string",
    title: "a call is handed the address of an empty Rust string",
    text: 'Rust gives an empty string an address at which nothing lies, so no NUL can stand there, and C reads on. Write c"" or "\\0" in the source.',
    example: {
      passes: "terminate-strings<calls=puts>",
      module: "declare i32 @puts(ptr)\n\ndefine void @f() {\n  %1 = call i32 @puts(ptr inttoptr (i64 1 to ptr))\n  ret void\n}\n",
    },
  },
  {
    code: "unfollowed-pointer",
    title: "a pointer that calls=NAME is handed does not lead to a constant",
    text: "It is loaded, an argument, or computed. Whether what it points to ends in NUL cannot be told.",
    example: {
      passes: "terminate-strings<calls=puts>",
      module: "declare i32 @puts(ptr)\n\ndefine void @f(ptr %p) {\n  %1 = call i32 @puts(ptr %p)\n  ret void\n}\n",
    },
  },
  {
    code: "no-such-string",
    title: "match=PATTERN matches no string",
    text: "A pattern is looked for in a string's text, without its NUL, and in its symbol as that is mangled, without '@'.",
    example: { passes: "terminate-strings<match=hullo>", module: '@a = private constant [5 x i8] c"hello"\n' },
  },
];
