/**
 * Spells a program and its arguments as a POSIX shell would read them, for
 * messages that a user may paste into a terminal. Nothing is ever run from it.
 */
export function shellQuote(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  if (/[\x00-\x1f\x7f]/.test(word)) return `$'${word.replace(/[\x00-\x1f\x7f'\\]/g, escapeByte)}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

// Inside $'…' a control character has to be written out, or it would break the
// message's line.
function escapeByte(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  if (character === "'" || character === "\\") return `\\${character}`;
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
