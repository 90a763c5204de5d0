import { InputError, type Diagnostic, UsageError } from "../support/diagnostic.js";
import { ToolError } from "../toolchain/tool-error.js";
import { ClosedPipe } from "./descriptor.js";
import { ExitCode } from "./exit-code.js";
import type { Reporter } from "./reporter.js";
import { version } from "./version.js";

/** Says why a command failed, and returns the exit code for that. */
export function failed(error: unknown, reporter: Reporter): number {
  if (error instanceof ClosedPipe) return ExitCode.Done;
  if (error instanceof InputError) {
    for (const diagnostic of error.diagnostics) reporter.report(diagnostic);
    reporter.finish();
    return ExitCode.InputWrong;
  }
  if (error instanceof UsageError) {
    const { message, fix } = error;
    reporter.report({ severity: "error", code: "usage", message, ...(fix === undefined ? {} : { fix }) });
    return ExitCode.UsageWrong;
  }
  if (error instanceof ToolError) {
    reporter.report(describeToolError(error));
    return ExitCode.ToolFailed;
  }
  reporter.report(describeBug(error));
  return ExitCode.Bug;
}

function describeToolError({ message, commandLine, stderr, fix }: ToolError): Diagnostic {
  const said = stderr.trimEnd();
  return {
    severity: "error",
    code: "tool-failed",
    message,
    notes: [`it was run as: ${commandLine}`, ...(said === "" ? [] : [`it said:\n${said}`])],
    ...(fix === undefined ? {} : { fix }),
  };
}

function describeBug(error: unknown): Diagnostic {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    severity: "error",
    code: "bug",
    message: "this is a bug in kextir",
    notes: [stack, `kextir ${version}, Node ${process.version}, ${process.platform} ${process.arch}`],
    fix: "please report it with these lines, the command line and, if you can, the input",
  };
}
