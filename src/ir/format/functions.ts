/** A function that takes a format as printf does. */
export interface FormatFunction {
  readonly name: string;
  /** The place of the format among the parameters, from 0. */
  readonly format: number;
  /** `arguments` after the format, one `va_list`, or for the scanf family `places` to write to. */
  readonly takes: "arguments" | "va_list" | "places";
  /** `os_log` where the format may say `%{public}s` and must lie in a section of its own. */
  readonly dialect: "printf" | "os_log";
}

/** One that prints: `position` counts from 0. */
export function printing(name: string, position: number): FormatFunction {
  return { name, format: position, takes: "arguments", dialect: "printf" };
}

/**
 * What kext code calls with a format (IOKit/IOLib.h, libkern/libkern.h, kern/debug.h, sys/systm.h,
 * os/log.h), and Linux's printk, by its name in C and by its symbol.
 */
export const FORMAT_FUNCTIONS: readonly FormatFunction[] = [
  printing("IOLog", 0),
  printing("kprintf", 0),
  printing("printf", 0),
  printing("printk", 0),
  printing("_printk", 0),
  printing("panic", 0),
  printing("OSReportWithBacktrace", 0),
  printing("log", 1),
  printing("sprintf", 1),
  printing("snprintf", 2),
  printing("scnprintf", 2),
  { name: "_os_log_internal", format: 3, takes: "arguments", dialect: "os_log" },
  { name: "IOLogv", format: 0, takes: "va_list", dialect: "printf" },
  { name: "vprintf", format: 0, takes: "va_list", dialect: "printf" },
  { name: "vsprintf", format: 1, takes: "va_list", dialect: "printf" },
  { name: "vsnprintf", format: 2, takes: "va_list", dialect: "printf" },
  { name: "vscnprintf", format: 2, takes: "va_list", dialect: "printf" },
  { name: "sscanf", format: 1, takes: "places", dialect: "printf" },
  { name: "vsscanf", format: 1, takes: "va_list", dialect: "printf" },
];
