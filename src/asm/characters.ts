// Byte classes of the textual form, after LLLexer.cpp.

/** `[-a-zA-Z$._0-9]`: what a bare name, keyword, number or label is made of. */
export const WORD = 1;
/** Space, tab, newline, carriage return and NUL, which LLVM also skips. */
export const BLANK = 2;
/** `[0-9]`. */
export const DIGIT = 4;
/** `[0-9a-fA-F]`. */
export const HEX = 8;
/** `\` counts in metadata names besides the word bytes. */
export const METADATA_NAME = 16;

/** For each byte the sum of the classes it is in. */
export const CLASSES: Uint8Array = classify();

function classify(): Uint8Array {
  const classes = new Uint8Array(256);
  const add = (text: string, bits: number): void => {
    for (let i = 0; i < text.length; i++) classes[text.charCodeAt(i)]! |= bits;
  };
  add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-$._", WORD | METADATA_NAME);
  add("\\", METADATA_NAME);
  add(" \t\n\r\0", BLANK);
  add("0123456789", DIGIT | HEX);
  add("abcdefABCDEF", HEX);
  return classes;
}

export const NEWLINE = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const DOLLAR = 0x24;
export const PERCENT = 0x25;
export const OPEN_PAREN = 0x28;
export const CLOSE_PAREN = 0x29;
export const STAR = 0x2a;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const AT = 0x40;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const CARET = 0x5e;
export const LOWER_C = 0x63;
export const LOWER_L = 0x6c;
export const LOWER_X = 0x78;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
