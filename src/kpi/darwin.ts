// Releases of macOS and of Darwin, its kernel, by which kexts name them.

/** The major version of Darwin that macOS `major.minor` runs: 19 for 10.15, 24 for 15, 25 for 26. */
export function darwinOfMacos(major: number, minor: number): number {
  if (major === 10) return minor + 4;
  return major >= 26 ? major - 1 : major + 9;
}

/** `macOS 10.15 (Darwin 19)`. */
export function describeDarwin(darwin: number): string {
  const macos = darwin < 20 ? `10.${darwin - 4}` : String(darwin >= 25 ? darwin + 1 : darwin - 9);
  return `macOS ${macos} (Darwin ${darwin})`;
}

/** The Darwin major of an xnu release, from the number in `xnu-6153.141.1`; undefined for one that is not known. */
export function darwinOfXnu(major: number): number | undefined {
  return XNU.find(([from, to]) => major >= from && major <= to)?.[2];
}

/** First and last xnu of each release, by the tags of its published sources. */
const XNU: readonly (readonly [from: number, to: number, darwin: number])[] = [
  [1228, 1228, 9], [1456, 1504, 10], [1699, 1699, 11], [2050, 2050, 12], [2422, 2422, 13], [2782, 2782, 14], [3247, 3248, 15],
  [3789, 3789, 16], [4570, 4570, 17], [4903, 4903, 18], [6153, 6153, 19], [7195, 7195, 20], [8019, 8020, 21], [8792, 8796, 22],
  [10002, 10063, 23], [11215, 11417, 24], [12377, 12377, 25],
];
