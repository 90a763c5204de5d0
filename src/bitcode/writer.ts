import type { BitcodeModule } from "llvm-bitcode-reader";

/** What wrote a module of bitcode. */
export interface ModuleWriter {
  /** As in `LLVM22.1.2-rust-1.95.0-stable`; absent before LLVM 3.8, which wrote none. */
  readonly producer: string | undefined;
  /** The compilers that `!llvm.ident` names, as in `rustc version 1.95.0 (59807616e 2026-04-14)`. */
  readonly compilers: readonly string[];
}

/** @throws BitcodeError where what the module says of that is malformed. */
export function writerOf({ identification, namedMetadata }: BitcodeModule): ModuleWriter {
  const nodes = namedMetadata.filter(({ name }) => name === "llvm.ident").flatMap(({ operands }) => operands);
  const compilers = nodes.flatMap((node) => (node?.kind === "node" ? (node.operands ?? []) : [])).flatMap((operand) => (operand?.kind === "string" ? [operand.text] : []));
  return { producer: identification.producer, compilers: [...new Set(compilers)] };
}
