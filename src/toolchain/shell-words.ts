/** Why a text is no simple command. */
export interface NoWords {
  readonly reason: string;
}

/**
 * The words of a simple command, read as a POSIX shell reads them: quotes and
 * backslashes protect. Nothing is expanded and nothing is run by a shell, so what
 * asks for one (a pipe, `$HOME`, `*`) is refused unless quoted.
 */
export function shellWords(text: string): readonly string[] | NoWords {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return { reason: "a single quote is never closed" };
      word = (word ?? "") + text.slice(at + 1, end);
      at = end;
    } else if (char === '"') {
      word ??= "";
      for (at++; text[at] !== '"'; at++) {
        const inner = text[at];
        if (inner === undefined) return { reason: "a double quote is never closed" };
        if (inner === "$" || inner === "`") return { reason: `'${inner}' in double quotes asks for a shell` };
        word += inner === "\\" && '"\\$`'.includes(text[at + 1] ?? "-") ? text[++at]! : inner;
      }
    } else if (char === "\\" && at + 1 < text.length) word = (word ?? "") + text[++at]!;
    else if (FOR_A_SHELL.has(char) || (char === "~" && word === undefined) || (char === "#" && word === undefined)) return { reason: `'${char}' asks for a shell` };
    else word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  return words.length === 0 ? { reason: "it is empty" } : words;
}

const FOR_A_SHELL = new Set("|&;<>()$`*?[!");
