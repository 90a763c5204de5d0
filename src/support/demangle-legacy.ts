// rustc's legacy symbol names: an Itanium nested name of length-prefixed
// elements, the last of which is `h` and a 64-bit hash.
// Source of the escapes: rustc_symbol_mangling/src/legacy.rs, `sanitize`.

const punctuation: Readonly<Record<string, string>> = {
  SP: "@",
  BP: "*",
  RF: "&",
  LT: "<",
  GT: ">",
  LP: "(",
  RP: ")",
  C: ",",
};

const hashElement = /^h[0-9a-f]{16}$/;

/**
 * The path of the name `_ZN…17h<hash>E` and where the name ends, which is the end
 * of `mangled` or the dot of a suffix that LLVM appended. Undefined where
 * `mangled` is something else: without the hash it might as well be a C++ name,
 * which is not ours to read.
 */
export function demangleLegacy(mangled: string, showHash: boolean): { path: string; end: number } | undefined {
  const elements: string[] = [];
  let position = "_ZN".length;
  while (mangled[position] !== "E") {
    const digits = /^[1-9][0-9]{0,8}/.exec(mangled.slice(position, position + 9))?.[0];
    if (digits === undefined) return undefined;
    const start = position + digits.length;
    position = start + Number(digits);
    elements.push(mangled.slice(start, position));
  }
  const end = position + "E".length;
  if (end < mangled.length && mangled[end] !== ".") return undefined;
  const hash = elements.pop();
  if (hash === undefined || elements.length === 0 || !hashElement.test(hash)) return undefined;
  const path = elements.map(unescapeElement);
  return { path: (showHash ? [...path, hash] : path).join("::"), end };
}

function unescapeElement(element: string): string {
  // An element may not begin with `$`, so rustc puts an underscore before it.
  const text = element.startsWith("_$") ? element.slice(1) : element;
  return text.replace(/\.\.|\$([A-Z]+|u[0-9a-f]{1,6})\$/g, (whole, name: string | undefined) => {
    if (name === undefined) return "::";
    return (name.startsWith("u") ? printableCharacter(name.slice(1)) : punctuation[name]) ?? whole;
  });
}

function printableCharacter(hexadecimal: string): string | undefined {
  const codePoint = Number.parseInt(hexadecimal, 16);
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  const isControl = codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0);
  if (codePoint > 0x10ffff || isSurrogate || isControl) return undefined;
  return String.fromCodePoint(codePoint);
}
