// What the pass guard-format-strings reports.

import type { Explanation } from "./explanation.js";

const raw = String.raw;

const IOLOG = "\ndeclare void @IOLog(ptr, ...)\n";

export const formatExplanations: readonly Explanation[] = [
  {
    code: "variable-format",
    title: "a format comes from elsewhere, and there are arguments",
    text: `\
A '%' in such a text makes the kernel read arguments that are not there: it prints what it finds, or
takes it for an address and panics. Without arguments the pass puts "%s" before the text; with them
only you know what was meant. Write the format as a constant, and hand the text to its %s.`,
    example: {
      passes: "guard-format-strings",
      module: `define void @f(ptr %text) {\n  call void (ptr, ...) @IOLog(ptr %text, i32 1)\n  ret void\n}\n${IOLOG}`,
    },
  },
  {
    code: "format-arguments",
    title: "a format takes more arguments than it is given, or fewer",
    text: `\
The kernel reads one argument for each conversion, whether it is there or not. A percent sign that is
meant as one is written %%.`,
    example: {
      passes: "guard-format-strings",
      module: raw`@half = private constant [10 x i8] c"50% done\0A\00"` + `\n\ndefine void @f() {\n  call void (ptr, ...) @IOLog(ptr @half)\n  ret void\n}\n${IOLOG}`,
    },
  },
  {
    code: "format-argument-kind",
    title: "a conversion takes another kind of argument than it is given",
    text: `\
%d and %x take 4 bytes, %ld, %lld, %zu and %lx take 8, %s and %p an address. A number where %s takes an
address is a panic; 8 bytes where %d takes 4 print half of the number.`,
    example: {
      passes: "guard-format-strings",
      module: raw`@name = private constant [3 x i8] c"%s\00"` + `\n\ndefine void @f(i32 %n) {\n  call void (ptr, ...) @IOLog(ptr @name, i32 %n)\n  ret void\n}\n${IOLOG}`,
    },
  },
  {
    code: "format-conversion",
    title: "a format has a conversion that the kernel does not have",
    text: `\
The kernel's printf knows d i u o x X c s p and BSD's b. It has no floating point (%f), does not count
what it printed (%n), and none of a language's own conversions.`,
    example: {
      passes: "guard-format-strings",
      module: raw`@half = private constant [3 x i8] c"%f\00"` + `\n\ndefine void @f() {\n  call void (ptr, ...) @IOLog(ptr @half, i64 0)\n  ret void\n}\n${IOLOG}`,
    },
  },
  {
    code: "no-format-call",
    title: "nothing calls a function that takes a format",
    text: "guard-format-strings ran and had nothing to look at. Functions of your own are named with function=NAME or function=NAME:PARAMETER.",
    example: { passes: "guard-format-strings", module: "declare void @puts(ptr)\n" },
  },
];
