// Reads what tools say of themselves. Pure functions of the tools' output.

/** Which LLVM a tool is built from. */
export interface LlvmVersion {
  /** As printed: `22.1.8`; Apple's numbers are Xcode's, as in `15.0.0`. */
  readonly number: string;
  /** LLVM's major release; unknown for Apple's tools, whose numbers mean something else. */
  readonly major: number | undefined;
  readonly vendor: "llvm" | "apple";
  /** The line the tool printed, for people to read. */
  readonly line: string;
}

/** What `rustc -vV` says. */
export interface RustcVersion {
  /** As in `1.95.0` or `1.97.0-nightly`. */
  readonly release: string;
  /** Absent where a distribution built it from a tarball. */
  readonly commitHash: string | undefined;
  readonly host: string;
  /** As in `22.1.2`. */
  readonly llvm: string | undefined;
  readonly llvmMajor: number | undefined;
}

/**
 * Reads the output of `clang --version` or of an LLVM tool's `--version`;
 * undefined when it names no version. Debian, Ubuntu, Homebrew and Apple put
 * their names before "clang version" and "LLVM version".
 */
export function parseLlvmVersion(output: string): LlvmVersion | undefined {
  for (const line of output.split("\n")) {
    const match = /\b(?:clang|LLVM) version (\d+)((?:\.\d+)*[^\s,]*)/.exec(line);
    if (!match?.[1]) continue;
    const apple = /\bApple\b/.test(line);
    return {
      number: match[1] + (match[2] ?? ""),
      major: apple ? undefined : Number(match[1]),
      vendor: apple ? "apple" : "llvm",
      line: line.trim(),
    };
  }
  return undefined;
}

/**
 * The LLVM major release in the producer string of a bitcode file, as 22 in
 * `LLVM22.1.2-rust-1.95.0-stable`; undefined for Apple's, whose numbers are Xcode's.
 */
export function producerMajor(producer: string | undefined): number | undefined {
  const match = /^LLVM(\d+)/.exec(producer ?? "");
  return match ? Number(match[1]) : undefined;
}

/** Reads the output of `rustc -vV`; undefined when it is something else's. */
export function parseRustcVersion(output: string): RustcVersion | undefined {
  const field = (name: string): string | undefined => {
    const line = output.split("\n").find((candidate) => candidate.startsWith(`${name}: `));
    const value = line?.slice(name.length + 2).trim();
    return value === "unknown" ? undefined : value;
  };
  const release = field("release");
  const host = field("host");
  if (release === undefined || host === undefined) return undefined;
  const llvm = field("LLVM version");
  return {
    release,
    commitHash: field("commit-hash"),
    host,
    llvm,
    llvmMajor: llvm === undefined ? undefined : Number.parseInt(llvm, 10),
  };
}
