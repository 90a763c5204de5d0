// What is reported of lists of kernel exports, and of property lists.

import type { Explanation } from "./explanation.js";

export const kpiExplanations: readonly Explanation[] = [
  {
    code: "invalid-kpi-list",
    title: "a file given as a list of kernel exports is none",
    text: `\
--kpi takes a file or a folder of them: xnu's config/*.exports (which bundle they are of is told by
their names: Libkern.exports, Libkern.x86_64.exports), property lists with symbol sets (dictionaries
with CFBundleIdentifier and Symbols), or JSON as in {"com.apple.kpi.bsd": ["_proc_pid"]}.`,
  },
  {
    code: "invalid-plist",
    title: "a property list cannot be read",
    text: "The line and column are where it stops making sense. A binary one is converted by 'plutil -convert xml1 FILE'.",
  },
];
