import { ObjectAudit } from "../audit/audit-object.js";
import { defaultSettings } from "../audit/settings.js";
import type { Suspect } from "../boot/suspects.js";
import { DisassemblyReader, instructionText, objdumpArguments } from "../macho/disassembly.js";
import type { MachO } from "../macho/macho.js";
import { InputError } from "../support/diagnostic.js";
import { disassembly } from "../toolchain/disassembly.js";
import type { SearchPlaces } from "../toolchain/find.js";
import { rankLlvmTools } from "../toolchain/rank.js";

/** Code of more bytes takes longer to read than a kext takes to run. */
const LARGEST = 2n << 20n;
/** More are not looked for in one run. */
const MOST = 10_000;

const KINDS: Readonly<Record<string, Suspect["kind"]>> = { "red-zone-access": "red-zone", "floating-point": "floating-point" };

/**
 * The instructions of a kext's binary that would be faults where they are reached, by their addresses in the file.
 * None for code that is too large, or that llvm-objdump does not read, or without one.
 */
export async function findSuspects(binary: Uint8Array, object: MachO, places: SearchPlaces): Promise<ReadonlyMap<number, Suspect>> {
  const found = new Map<number, Suspect>();
  const size = object.sections.reduce((sum, section) => (section.segment === "__TEXT" ? sum + section.size : sum), 0n);
  const [objdump] = await rankLlvmTools("llvm-objdump", places);
  if (objdump === undefined || size > LARGEST) return found;
  const audit = new ObjectAudit(object, defaultSettings);
  const halts = new DisassemblyReader({
    section: () => {},
    instruction: (address, bytes, start, stop) => {
      if (stop - start === 3 && instructionText(bytes, start, stop) === "hlt") found.set(address, { kind: "halt", instruction: "hlt" });
    },
  });
  try {
    for await (const chunk of disassembly(objdump, binary, objdumpArguments(object))) {
      audit.write(chunk);
      halts.write(chunk);
    }
    for (const { code, address, instruction } of audit.finish().findings) {
      const kind = KINDS[code];
      if (kind !== undefined && address !== undefined && instruction !== undefined && found.size < MOST) found.set(address, { kind, instruction });
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return found;
}
