import type { Relocation, RelocationTarget, Section } from "./macho.js";

/** What an instruction refers to by a relocation. */
export interface Reference {
  /** As `X86_64_RELOC_BRANCH`. */
  readonly typeName: string;
  readonly target: RelocationTarget;
  /** The address in the object that is meant, addend included; undefined where it is outside. */
  readonly address: number | undefined;
}

/**
 * The references that the relocations of one instruction make, `relocations`
 * being those that patch it, in the order of the file.
 * Sources: <mach-o/x86_64/reloc.h>, <mach-o/arm64/reloc.h>.
 */
export function readReferences(section: Section, relocations: readonly Relocation[]): Reference[] {
  let addend = 0;
  return relocations.flatMap((relocation) => {
    const { target, typeName } = relocation;
    if (target.kind === "addend") {
      addend = target.addend;
      return [];
    }
    const reference = { typeName, target, address: referredAddress(section, relocation, addend) };
    addend = 0;
    return reference;
  });
}

function referredAddress(section: Section, relocation: Relocation, addend: number): number | undefined {
  const { target, typeName } = relocation;
  const stored = typeName.startsWith("ARM64") ? addend : storedValue(section, relocation);
  if (stored === undefined) return undefined;
  if (target.kind === "symbol") {
    return target.symbol.kind === "defined" ? Number(target.symbol.value) + stored : undefined;
  }
  if (target.kind !== "section") return undefined;
  // Relative to a section, the field holds what it would in the object itself:
  // an address, or the distance to it from the end of the instruction.
  if (!relocation.pcRelative) return stored;
  const bytesAfterField = Number(/^X86_64_RELOC_SIGNED_([124])$/.exec(typeName)?.[1] ?? 0);
  return Number(section.address) + relocation.offset + relocation.length + bytesAfterField + stored;
}

/** The signed number in the field that a relocation patches. */
function storedValue({ contents }: Section, { offset, length }: Relocation): number | undefined {
  if (contents === undefined) return undefined;
  const field = Buffer.from(contents.buffer, contents.byteOffset + offset, length);
  return length === 8 ? Number(field.readBigInt64LE()) : field.readIntLE(0, length);
}
