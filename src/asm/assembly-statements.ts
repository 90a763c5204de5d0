// Splits assembly text into statements and their tokens, the way LLVM's AsmLexer
// does. Nothing is an error.

/** A token; `start` and `stop` are offsets into the text. */
export interface AssemblyToken {
  readonly kind:
    /** A name, mnemonic, directive, or in Intel syntax a register. */
    | "word"
    | "number"
    | "string"
    /** `%rax`. */
    | "register"
    /** `@PLT`, `@function`. */
    | "modifier"
    /** `$0` or `${0:x}` in the template of inline assembly. */
    | "operand"
    | "punctuation";
  readonly text: string;
  readonly start: number;
  readonly stop: number;
}

/** What stands between two separators. */
export interface AssemblyStatement {
  /** `name:` and `1:`, without the colon. */
  readonly labels: readonly AssemblyToken[];
  /** The mnemonic or directive; for `name = value` the `=`. Absent where labels stand alone. */
  readonly head?: AssemblyToken;
  /** The name before `=`. */
  readonly assigned?: AssemblyToken;
  readonly operands: readonly AssemblyToken[];
  /** The `;` or line end after it; absent at the end of the text. */
  readonly separator?: { readonly start: number; readonly stop: number };
}

/** How the assembler of a target reads text. */
export interface AssemblySyntax {
  /** What opens a comment to the line's end, besides `//`, and `#` where a line begins. */
  readonly comment: "#" | ";" | "@" | undefined;
}

/** Words that stand before a mnemonic in its statement. */
const MNEMONIC_PREFIXES: ReadonlySet<string> = new Set([
  "lock", "rep", "repe", "repz", "repne", "repnz", "notrack", "bnd", "data16", "addr32", "xacquire", "xrelease",
]);

/** The statements of `text`, decoded; `isTemplate` when it is inline assembly's, where `$` introduces operands. */
export function assemblyStatements(text: string, syntax: AssemblySyntax, isTemplate: boolean): AssemblyStatement[] {
  const statements: AssemblyStatement[] = [];
  let tokens: AssemblyToken[] = [];
  const end = (separator?: { start: number; stop: number }): void => {
    if (tokens.length > 0) statements.push({ ...statementOf(tokens), ...(separator && { separator }) });
    tokens = [];
  };
  for (const lexeme of lexemes(text, syntax, isTemplate)) {
    if (lexeme.kind === "separator") end(lexeme);
    else tokens.push(lexeme);
  }
  end();
  return statements;
}

function statementOf(tokens: readonly AssemblyToken[]): AssemblyStatement {
  const labels: AssemblyToken[] = [];
  let at = 0;
  for (;;) {
    const token = tokens[at];
    if (token === undefined || !/^(?:word|string|number)$/.test(token.kind)) break;
    // A template's operand may be the end of a label: `.L${:uid}:`.
    let after = at + 1;
    while (tokens[after]?.kind === "operand" && tokens[after]!.start === tokens[after - 1]!.stop) after++;
    if (tokens[after]?.text !== ":") break;
    labels.push(token);
    at = after + 1;
  }
  if (tokens[at + 1]?.text === "=") return { labels, assigned: tokens[at]!, head: tokens[at + 1]!, operands: tokens.slice(at + 2) };
  while (tokens[at + 1] !== undefined && MNEMONIC_PREFIXES.has(tokens[at]!.text)) at++;
  // `{vex} vaddps …`
  if (tokens[at]?.text === "{") at = tokens.findIndex(({ text }, index) => index > at && text === "}") + 1 || tokens.length;
  const head = tokens[at];
  return head === undefined ? { labels, operands: [] } : { labels, head, operands: tokens.slice(at + 1) };
}

type Pattern = readonly [kind: AssemblyToken["kind"] | "separator" | "blank", pattern: RegExp];

const TEMPLATE_PATTERNS: readonly Pattern[] = [
  ["operand", /\$(?:\{[^}]*\}|[0-9]+|[(|)])/y],
  ["punctuation", /\$\$/y],
];

type Lexeme = AssemblyToken | { readonly kind: "separator"; readonly start: number; readonly stop: number };

function* lexemes(text: string, { comment }: AssemblySyntax, isTemplate: boolean): Generator<Lexeme> {
  const patterns: Pattern[] = [
    ["blank", /[ \t]+|\/\*[^]*?(?:\*\/|$)|\/\/[^\n\r]*/y],
    ["separator", /\r\n|[\n\r;]|%%/y], // `%%` is arm64 Mach-O's, where `;` opens comments
    ...(isTemplate ? TEMPLATE_PATTERNS : []),
    ["word", isTemplate ? /[A-Za-z_.](?:[A-Za-z0-9_.?]|\$\$)*/y : /[A-Za-z_.][A-Za-z0-9_.$?]*/y],
    ["number", /[0-9][A-Za-z0-9_.]*|'(?:\\.|[^\n])'?/y],
    ["string", /"(?:[^"\\]|\\[^])*(?:"|$)/y],
    ["register", /%[A-Za-z][A-Za-z0-9]*/y],
    ["modifier", /@[A-Za-z_][A-Za-z0-9_]*/y],
    ["punctuation", /[^]/y],
  ];
  let isLineStart = true;
  for (let at = 0; at < text.length; ) {
    if (text[at] === comment || (text[at] === "#" && isLineStart)) {
      while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
      continue;
    }
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const found = pattern.exec(text)?.[0];
      if (found === undefined) continue;
      const stop = at + found.length;
      if (kind === "separator") yield { kind, start: at, stop };
      else if (kind !== "blank") yield { kind, text: found, start: at, stop };
      isLineStart = /^[\n\r]/.test(found) || (isLineStart && kind === "blank");
      at = stop;
      break;
    }
  }
}
