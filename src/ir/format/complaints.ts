import type { CallArgument } from "../../asm/call-arguments.js";
import { typeText } from "../../asm/function-type.js";
import { type FormatCall, isPointer } from "./calls.js";
import { type Conversion, conversionsIn, type FormatOperand } from "./conversions.js";

/** What is wrong between a constant format and the arguments it is given. */
export interface FormatComplaint {
  readonly code: "format-conversion" | "format-arguments" | "format-argument-kind";
  readonly message: string;
}

/** Compares a format of `call` with its arguments: their number and rough kinds. Only faults of the conversions where a va_list holds the arguments. */
export function formatComplaints({ caller, callee, arguments: all }: FormatCall, format: string): FormatComplaint[] {
  if (callee.takes === "places") return [];
  const conversions = conversionsIn(format, callee.dialect);
  const complaints: FormatComplaint[] = conversions.flatMap(({ text, fault }) =>
    fault === undefined ? [] : { code: "format-conversion", message: `${quoted(format)} has '${text}': ${fault}` },
  );
  if (callee.takes === "va_list") return complaints;

  const given = all.slice(callee.format + 1);
  const taken = conversions.flatMap((conversion) => conversion.operands.map((operand) => ({ conversion, operand })));
  if (taken.length !== given.length) {
    complaints.push({ code: "format-arguments", message: `${quoted(format)} takes ${counted(taken.length)} and is given ${given.length || "none"}` });
  }
  for (const [index, { conversion, operand }] of taken.slice(0, given.length).entries()) {
    const message = misfit(caller.bytes, given[index]!, conversion, operand);
    if (message !== undefined) complaints.push({ code: "format-argument-kind", message: `${quoted(format)}: ${message}` });
  }
  return complaints;
}

function misfit(bytes: Buffer, argument: CallArgument, { text }: Conversion, operand: FormatOperand): string | undefined {
  if (operand === "any") return undefined;
  const type = typeText(bytes, argument.type);
  const bits = /^i([0-9]+)$/.exec(type)?.[1];
  const size = isPointer(bytes, argument) ? "pointer" : bits === undefined ? undefined : Number(bits) <= 32 ? 4 : Number(bits) <= 64 ? 8 : undefined;
  if (size === operand) return undefined;
  // An address travels like a number of 8 bytes.
  if (size !== undefined && size !== 4 && operand !== 4 && !(operand === "pointer" && text.endsWith("s"))) return undefined;
  return `'${text}' takes ${operand === "pointer" ? "an address" : `a number of ${operand} bytes`} and is given ${size === "pointer" ? "an address" : type}`;
}

function quoted(format: string): string {
  const text = format.replace(/\0[^]*$/, "");
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
}

const MOST_SHOWN = 50;

function counted(count: number): string {
  return count === 0 ? "no argument" : `${count} argument${count === 1 ? "" : "s"}`;
}
