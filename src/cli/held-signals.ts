// A signal that comes while something temporary is there waits until it is not: all is synchronous then,
// and a signal with a listener does not end the process by itself.

export function holdSignals(): void {
  if (areHeld) return;
  areHeld = true;
  for (const signal of ENDING) process.on(signal, ignore);
}

export function releaseSignals(): void {
  if (!areHeld) return;
  areHeld = false;
  for (const signal of ENDING) process.removeListener(signal, ignore);
}

let areHeld = false;

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const ignore = (): void => {};
