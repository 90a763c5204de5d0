import { attributeExplanations } from "./explanations/attributes.js";
import { moduleAuditExplanations } from "./explanations/audit-module.js";
import { bootExplanations } from "./explanations/boot.js";
import { commandExplanations } from "./explanations/command.js";
import { downgradeExplanations } from "./explanations/downgrade.js";
import { auditExplanations } from "./explanations/audit.js";
import type { Explanation } from "./explanations/explanation.js";
import { formatExplanations } from "./explanations/guard-format-strings.js";
import { inputExplanations } from "./explanations/input.js";
import { kpiExplanations } from "./explanations/kpi.js";
import { linkExplanations } from "./explanations/link.js";
import { loadExplanations } from "./explanations/load.js";
import { objectExplanations } from "./explanations/object.js";
import { layoutExplanations } from "./explanations/pin-layout.js";
import { renameExplanations } from "./explanations/rename-symbols.js";
import { retargetExplanations } from "./explanations/retarget.js";
import { stringExplanations } from "./explanations/terminate-strings.js";

/** A heading, and the codes under it. */
export interface ExplanationArea {
  readonly title: string;
  readonly explanations: readonly Explanation[];
}

/** Every code that kextir reports. */
export const explanationAreas: readonly ExplanationArea[] = [
  { title: "The input", explanations: inputExplanations },
  { title: "The command", explanations: commandExplanations },
  { title: "Objects", explanations: objectExplanations },
  { title: "Linking", explanations: linkExplanations },
  { title: "What the kernel's linker refuses", explanations: loadExplanations },
  { title: "Kexts as they run", explanations: bootExplanations },
  { title: "Modules before they are compiled", explanations: moduleAuditExplanations },
  { title: "What the kernel exports", explanations: kpiExplanations },
  { title: "The audit", explanations: auditExplanations },
  { title: "retarget", explanations: retargetExplanations },
  { title: "pin-layout", explanations: layoutExplanations },
  { title: "rename-symbols", explanations: renameExplanations },
  { title: "terminate-strings", explanations: stringExplanations },
  { title: "guard-format-strings", explanations: formatExplanations },
  { title: "Attributes and unwinding", explanations: attributeExplanations },
  { title: "downgrade", explanations: downgradeExplanations },
];
