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
 * The path of `_ZN…17h<hash>E`, or undefined where `mangled` is something else:
 * without the hash it might as well be a C++ name, which is not ours to read.
 */
export function demangleLegacy(mangled: string, showHash: boolean): string | undefined {
  if (!mangled.startsWith("_ZN") || !mangled.endsWith("E")) return undefined;
  const elements = splitElements(mangled.slice("_ZN".length, -"E".length));
  const hash = elements?.pop();
  if (elements === undefined || hash === undefined || elements.length === 0 || !hashElement.test(hash)) return undefined;
  const path = elements.map(unescapeElement);
  return (showHash ? [...path, hash] : path).join("::");
}

function splitElements(text: string): string[] | undefined {
  const elements: string[] = [];
  let position = 0;
  while (position < text.length) {
    const digits = /^[1-9][0-9]{0,8}/.exec(text.slice(position, position + 9))?.[0];
    if (digits === undefined) return undefined;
    const start = position + digits.length;
    position = start + Number(digits);
    if (position > text.length) return undefined;
    elements.push(text.slice(start, position));
  }
  return elements;
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
