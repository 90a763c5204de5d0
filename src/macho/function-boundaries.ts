import { sectionRange } from "./code-section.js";
import type { MachO, MachOSymbol, Section } from "./macho.js";

/** Where a function begins. */
export interface Boundary {
  readonly address: number;
  readonly name: string;
}

/** The starts of functions in a section that holds code, ascending; the first is the section's own. */
export function functionBoundaries(object: MachO, section: Section): Boundary[] {
  const { start, end } = sectionRange(section);
  const symbols = object.symbols
    .filter((symbol) => symbol.kind === "defined" && symbol.section === section && !isAssemblerLabel(symbol))
    .map((symbol) => ({ address: Number(symbol.value), name: symbol.name, external: symbol.external }))
    .filter(({ address }) => address >= start && address < end)
    // Of two names for one address the external one is the better known.
    .sort((a, b) => a.address - b.address || Number(b.external) - Number(a.external));
  const boundaries: Boundary[] = symbols.filter(({ address }, index) => address !== symbols[index - 1]?.address);
  if (boundaries[0]?.address !== start) {
    boundaries.unshift({ address: start, name: `${section.segment},${section.name}+0x0` });
  }
  return boundaries;
}

// C names begin with an underscore in Mach-O; what begins with L or l is a label
// that the assembler was asked to keep, unless it stands for a private function.
function isAssemblerLabel({ name, external }: MachOSymbol): boolean {
  return !external && /^[Ll](?!_)/.test(name);
}
