type Numbers = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** Copies an array to the start of a larger one of its kind, and returns that. */
export function enlarged<Of extends Numbers>(array: Of, larger: Of): Of {
  larger.set(array);
  return larger;
}
