import { isRustName } from "../support/demangle.js";

// By C names, without what `_FORTIFY_SOURCE` puts around them.
const lengthTaking = new Set(
  (
    "memcpy memmove memset memcmp memchr memmem memccpy bcmp bcopy bzero strncmp strncasecmp strncpy strncat " +
    "strnlen strnstr strlcpy strlcat write fwrite copyin copyout"
  ).split(" "),
);

/**
 * Whether what is at an address that a function of that raw name (`_printf`) is handed is
 * read up to a NUL: so for all but Rust's functions, and those of C that take a length.
 */
export function readsToNul(name: string): boolean {
  let answer = answers.get(name);
  if (answer === undefined) answers.set(name, (answer = isReadToNul(name)));
  return answer;
}

/** By name: a symbol is called many times. */
const answers = new Map<string, boolean>();

function isReadToNul(name: string): boolean {
  const plain = name.replace(/^_/, "").replace(/^__(\w+)_chk$/, "$1");
  return !lengthTaking.has(plain) && !isRustName(name);
}
