/** What to do about an error of rustc whose own words know nothing of kexts; undefined for others. `said` is what cargo and rustc wrote. */
export function rustcAdvice(said: string): string | undefined {
  const missing = /can't find crate for `std`(?: which `([^`]+)` depends on)?/.exec(said);
  if (missing !== null) return withoutStd(missing[1] ?? /could not compile `([^`]+)`/.exec(said)?.[1]);
  // The one of crate kext and the one of std.
  if (/duplicate lang item .*`panic_impl`/.test(said) && /\bcrate `std`/.test(said)) return withoutStd(/crate `std` \(which `([^`]+)` depends on\)/.exec(said)?.[1]);
  if (said.includes("`#[panic_handler]` function required")) return "use the crate kext (with nothing else of it, 'use kext as _;'), or write a #[panic_handler]";
  if (said.includes("no global memory allocator found")) return "use the crate kext, with its feature allocator, or write a #[global_allocator]";
  return undefined;
}

function withoutStd(crate: string | undefined): string {
  const name = crate === undefined ? "the crate" : `'${crate}'`;
  return `there is no std in a kernel: ${name} is to begin with #![no_std]; of a dependency, turn off what wants std (default-features = false), or take another`;
}
