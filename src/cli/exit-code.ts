/** What the process's exit code says. Fixed: scripts and other tools rely on it. */
export const ExitCode = {
  Done: 0,
  /** The input, or the object made of it, is wrong; or a file cannot be read or written. */
  InputWrong: 1,
  UsageWrong: 2,
  /** A tool that was run failed. */
  ToolFailed: 3,
  /** A bug in kextir. */
  Bug: 70,
} as const;
