import type { GlobalVariable, Value } from "llvm-bitcode-reader";
import { latin1 } from "../../support/latin1.js";
import { isPrintableText } from "../../support/printable-text.js";
import type { ModuleReport } from "./module-report.js";

/** The variables that hold text without a NUL at its end. */
export function unterminatedStrings(variables: readonly GlobalVariable[]): ModuleReport["unterminatedStrings"] {
  return variables.flatMap((variable) => {
    const bytes = stringIn(variable.initializer);
    if (bytes === undefined || bytes.length === 0 || bytes.at(-1) === 0) return [];
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (!isPrintableText(latin1(content, 0, content.length))) return [];
    return [{ name: variable.name === "" ? String(variable.id) : variable.name, text: content.toString("utf8") }];
  });
}

/** The bytes of a string, also where it is all that a struct holds: so rustc wrote them up to LLVM 14. */
function stringIn(value: Value | undefined): Uint8Array | undefined {
  const inner = value?.kind === "aggregate" && value.elements.length === 1 ? value.elements[0] : value;
  return inner?.kind === "string" ? inner.bytes : undefined;
}
