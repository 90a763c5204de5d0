/**
 * The number that the kernel makes of a version: major, minor and revision of up to four
 * digits, and a stage with its level, as in `1.2.3b4`. Undefined for what is no version.
 * Source: libkern's vers_rsrc, and OSKext's use of it.
 */
export function kextVersion(text: string): number | undefined {
  const [, major, minor, revision, stage, level] = /^(\d{1,4})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?(?:(d|a|b|fc?)(\d{1,3}))?$/.exec(text) ?? [];
  if (major === undefined) return undefined;
  const stageNumber = stage === undefined ? RELEASE : stages[stage]!;
  const levelNumber = Number(level ?? 0);
  if (levelNumber > 255 || (stageNumber === FINAL && levelNumber === 0)) return undefined;
  return Number(major) * 1e12 + Number(minor ?? 0) * 1e8 + Number(revision ?? 0) * 1e4 + stageNumber * 1e3 + levelNumber;
}

const FINAL = 7;
const RELEASE = 9;
const stages: Readonly<Record<string, number>> = { d: 1, a: 3, b: 5, f: FINAL, fc: FINAL };
