/** What a top-level entity is. */
export const EntityKind = {
  /** No entity starts here. */
  None: 0,
  SourceFilename: 1,
  /** `target triple` or `target datalayout`. */
  Target: 2,
  ModuleAsm: 3,
  Type: 4,
  Comdat: 5,
  /** A global variable, alias or ifunc. */
  GlobalValue: 6,
  Declaration: 7,
  Definition: 8,
  AttributeGroup: 9,
  NamedMetadata: 10,
  MetadataNode: 11,
  UseListOrder: 12,
  /** `^0 = …`, the ThinLTO summary. */
  Summary: 13,
  DependentLibraries: 14,
  /** Text that no known entity begins with. */
  Unknown: 15,
} as const;

export type EntityKind = (typeof EntityKind)[keyof typeof EntityKind];
