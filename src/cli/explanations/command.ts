// What can go wrong around a module: options, files, other programs.

import type { Explanation } from "./explanation.js";

export const commandExplanations: readonly Explanation[] = [
  {
    code: "usage",
    title: "the command line or the configuration is wrong",
    text: `\
An option or a pass is misspelt, a value is not one of those allowed, or two options exclude each
other; exit code 2. 'kextir COMMAND --help' lists options, 'kextir passes' passes, 'kextir passes NAME'
a pass's options.`,
  },
  {
    code: "cannot-write",
    title: "an output cannot be written",
    text: `\
The system's reason stands in the message. A file that was there is as it was: outputs are written
beside their place and renamed when they are whole.`,
  },
  {
    code: "tool-failed",
    title: "a program that kextir ran failed",
    text: `\
Exit code 3. The notes hold the command line, to be pasted into a shell, and what the program said.
'kextir doctor' shows which programs are found and what each of them can read.`,
  },
  {
    code: "bug",
    title: "kextir itself failed",
    text: "Exit code 70. Nothing of this kind is your mistake. Please report it with the lines shown, the command line and, if you can, the input.",
  },
  {
    code: "bisect-bad-at-start",
    title: "bisect: the test does not pass on the untouched module",
    text: `\
No pass can be to blame for what fails without any. Run the test on the input by hand. Common causes:
it needs something that only a pass puts in (then --start-after names the last pass of those), it
looks for its files in another folder, or it fails for a reason of its own, shown in the note.`,
  },
  {
    code: "bisect-good-at-end",
    title: "bisect: the test passes on what the passes made",
    text: `\
There is nothing to find. Give the passes that the bad module was made with (--passes, --pipeline,
--config), and a test that exits with another code than 0 when it fails: that a program printed an
error does not count. A test that fails at times needs --repeat=N.`,
  },
  {
    code: "bisect-no-change",
    title: "bisect: the passes change nothing",
    text: "The module comes out of the passes as it went in, so no test can tell the two apart. Either the passes ran on it already, or others are meant.",
  },
  {
    code: "bisect-unverified",
    title: "bisect: parts of a change are not known to be valid modules",
    text: `\
A part of a pass's change, put on the untouched module, may not hold together. llvm-as is asked, and
what it refuses is not tested; here no llvm-as reads the module at all. Let the test exit with 125,
"cannot tell", for a module that does not compile, or install an llvm-as that reads it.`,
  },
];
