// What is said of faults that are known by more than one way.

/** What is said of a fault. */
export interface FaultKind {
  readonly code: string;
  /** Follows the function's name. */
  readonly message: string;
  readonly fix: string;
  readonly notes?: readonly string[];
}

export const FLOATING_POINT: FaultKind = {
  code: "floating-point",
  message: "uses floating-point or vector registers, which hold values of whoever was interrupted",
  fix: "run the pass soft-float on the module; clang's -msoft-float does nothing for IR",
};

export const HALT: FaultKind = {
  code: "halted",
  message: "halts the processor, which then waits for an interrupt",
  fix: "only the kernel's idle thread may do that; wait with IOSleep or a lock",
};
