/**
 * Functions of the macOS kernel that return nothing, although those they commonly stand in
 * for return something (IOKit/IOLib.h, libkern/OSDebug.h, kern/debug.h).
 */
export const RETURNING_NOTHING: ReadonlySet<string> = new Set([
  "IOLog", "IOLogv", "kprintf", "panic", "Debugger", "OSReportWithBacktrace",
  "IOFree", "IOFreeAligned", "IOFreeContiguous", "IOFreePageable", "IOSleep", "IODelay", "IOPause",
]);
