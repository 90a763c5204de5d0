// What the assembler and the linker call a symbol of a module (Mangler.cpp).

/**
 * The linker's name of `symbol`. The object format's prefix goes before it, unless
 * the name begins with `\01`, which says that it is final.
 */
export function linkerName(symbol: string, prefix: string): string {
  return symbol.charCodeAt(0) === 1 ? symbol.slice(1) : prefix + symbol;
}

/** The shortest symbol that the linker knows as `name`. */
export function symbolOfLinkerName(name: string, prefix: string): string {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : `\u0001${name}`;
}
