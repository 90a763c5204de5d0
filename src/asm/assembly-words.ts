// Which words in assembly are no symbols, by architecture.

/** Registers and operators of Intel syntax (X86AsmParser.cpp, IntelExprStateMachine). */
const X86_INTEL = new RegExp(`^(?:${[
  "[re]?(?:[abcd]x|[sd]i|[sb]p)|[re]ip|[abcd][hl]|(?:[sd]i|[sb]p)l", "r(?:[89]|[12][0-9]|3[01])[bwd]?", "[c-gs]s", "[cd]r[0-9]+|[cd]r1[0-5]",
  "[xyzt]?mm[0-9]+", "st", "k[0-7]", "bnd[0-3]", "riz|eiz",
  "byte|word|dword|fword|qword|mmword|tbyte|oword|xmmword|ymmword|zmmword", "ptr|offset|flat|short|near|far|type|size|length|sizeof",
  "and|or|xor|not|mod|shl|shr|eq|ne|lt|le|gt|ge",
].join("|")})$`, "i");

/** Whether `word` in an operand of Intel syntax is a register or an operator. */
export function isIntelWord(word: string): boolean {
  return X86_INTEL.test(word);
}

/** Instructions of x86 whose only operand is an address in code. */
export function isX86Branch(mnemonic: string): boolean {
  return /^(?:call|jmp|j[a-z]{1,4}|loop(?:n?[ez])?|xbegin)[qlw]?$/i.test(mnemonic);
}

/** Instructions of AArch64 that name an address as a symbol. */
export function isAArch64Address(mnemonic: string): boolean {
  return /^(?:bl?|b\.[a-z]{2}|bc\.[a-z]{2}|cbn?z|tbn?z|adrp?)$/i.test(mnemonic);
}

/** Whether `word` in an operand of AArch64 is a register, a shift or an extension. */
export function isAArch64Word(word: string): boolean {
  return /^(?:[wxbhsdqvzp](?:[0-9]|[12][0-9]|3[01])(?:\.[0-9a-z]+)?|[wx]zr|w?sp|lr|fp|xr|ip[01]|pc|lsl|lsr|asr|ror|msl|[us]xt[bhwx]|mul)$/i.test(word);
}
