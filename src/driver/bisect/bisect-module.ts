import { Module } from "../../ir/module.js";
import { type ChangedUnit, PartialChange } from "../../ir/partial-change.js";
import { runPassManager } from "../../pass/pass-manager.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import { type Diagnostic, InputError } from "../../support/diagnostic.js";
import { findFirstBad, type Verdict } from "./first-bad.js";
import { minimize } from "./minimize.js";

/** What a test said of one version of the module. */
export interface Tested {
  readonly verdict: Verdict;
  /** As in `exit code 1`. */
  readonly how: string;
  /** What it wrote, for messages. */
  readonly words: string;
}

/** Who is asked while the search goes on. */
export interface BisectHelpers {
  /** Tests a version; `what` says which, as in `after 3 of 8 passes`. */
  test(text: Buffer, what: string): Promise<Tested>;
  /** Finds who knows valid modules from others, given versions that are valid; undefined where there is nobody. */
  findVerifier(texts: readonly Buffer[]): Promise<((text: Buffer) => Promise<boolean>) | undefined>;
  report(diagnostic: Diagnostic): void;
}

export interface BisectOutcome {
  /** The passes that turn the module bad: one, or several where the test could not tell between them. */
  readonly passes: readonly ConfiguredPass[];
  /** The place of the first of them in the pipeline, from 1. */
  readonly position: number;
  /** All that they changed. */
  readonly units: readonly ChangedUnit[];
  /** The smallest part of it that turns the module bad. */
  readonly guilty: readonly ChangedUnit[];
  /** The last good version. */
  readonly good: Buffer;
  /** The same with the guilty part, as recorded edits. */
  readonly bad: Module;
}

/**
 * Finds the pass whose change turns a good module bad, and the smallest part of its
 * change that does. Throws InputError when the module is bad before the passes or good
 * after them, or a pass reports an error.
 */
export async function bisectModule(module: Module, passes: readonly ConfiguredPass[], helpers: BisectHelpers): Promise<BisectOutcome> {
  const versions = versionsOf(module, passes);
  await checkEnds(versions, helpers);
  const { good, bad } = await findFirstBad(versions.length - 1, async (index) => {
    const { text, passesDone } = versions[index]!;
    return (await helpers.test(join(text), `after ${passesDone} of ${passes.length} passes`)).verdict;
  });

  const before = join(versions[good]!.text);
  const position = versions[good + 1]!.passesDone;
  const guiltyPasses = passes.slice(position - 1, versions[bad]!.passesDone);
  const change = changeBy(before, guiltyPasses);
  const guilty = await smallestPart(change, before, join(versions[bad]!.text), helpers);
  return {
    passes: guiltyPasses,
    position,
    units: change.units,
    guilty,
    good: before,
    bad: guilty.length === change.units.length ? changedBy(before, guiltyPasses) : change.apply(guilty),
  };
}

/** The module after some passes. */
interface Version {
  readonly passesDone: number;
  /** Pieces; most are of the input's own memory. */
  readonly text: readonly Buffer[];
}

/** The module at first and after each pass that changed it. */
function versionsOf(module: Module, passes: readonly ConfiguredPass[]): Version[] {
  const versions: Version[] = [{ passesDone: 0, text: [...module.print()] }];
  runPassManager(module, passes, {
    afterPass: ({ changed }, _module, index) => {
      if (changed) versions.push({ passesDone: index + 1, text: [...module.print()] });
    },
  });
  return versions;
}

async function checkEnds(versions: readonly Version[], { test }: BisectHelpers): Promise<void> {
  if (versions.length === 1) {
    throw refusal("bisect-no-change", "the passes change nothing in this module", [], "name the passes that the bad module was made with");
  }
  const first = await test(join(versions[0]!.text), "the module as it is");
  if (first.verdict !== "good") {
    const says = first.verdict === "bad" ? "the test fails on the module as it is" : "the test cannot tell of the module as it is";
    throw refusal("bisect-bad-at-start", `${says} (${first.how}): no pass is to blame`, wordsOf(first), "run the test on the input by hand; it has to exit with 0 for a good module");
  }
  const last = await test(join(versions.at(-1)!.text), "after all passes");
  if (last.verdict !== "bad") {
    const says = last.verdict === "good" ? "the test passes on what the passes made" : "the test cannot tell of what the passes made";
    throw refusal("bisect-good-at-end", `${says} (${last.how}): there is nothing to find`, wordsOf(last), "give the passes that the bad module was made with; --repeat=N for a test that fails at times");
  }
}

function wordsOf({ words }: Tested): string[] {
  const said = words.trimEnd();
  return said === "" ? [] : [`it said:\n${said.split("\n").slice(-MOST_LINES).join("\n")}`];
}

const MOST_LINES = 20;

function refusal(code: string, message: string, notes: readonly string[], fix: string): InputError {
  return new InputError({ severity: "error", code, message, notes, fix });
}

function changedBy(before: Buffer, passes: readonly ConfiguredPass[]): Module {
  const module = new Module(before);
  runPassManager(module, passes);
  return module;
}

function changeBy(before: Buffer, passes: readonly ConfiguredPass[]): PartialChange {
  return new PartialChange(changedBy(before, passes), passes.at(-1)!.pass.name);
}

async function smallestPart(change: PartialChange, before: Buffer, after: Buffer, helpers: BisectHelpers): Promise<readonly ChangedUnit[]> {
  if (change.units.length < 2) return change.units;
  const isValid = await helpers.findVerifier([before, after]);
  if (isValid === undefined) {
    helpers.report({
      severity: "warning",
      code: "bisect-unverified",
      message: "no llvm-as reads this module, so parts of a change are tested that may be no valid module",
      fix: "let the test exit with 125 for a module that does not compile",
    });
  }
  return minimize(change.units, async (part) => {
    const text = join([...change.apply(part).print()]);
    // What holds together only as a whole tells nothing when torn apart.
    if (isValid !== undefined && !(await isValid(text))) return false;
    return (await helpers.test(text, `with ${part.length} of ${change.units.length} changes`)).verdict === "bad";
  });
}

function join(pieces: readonly Buffer[]): Buffer {
  return Buffer.concat(pieces);
}
