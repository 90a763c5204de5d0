// Makes the objects of a kext: of modules, through the passes, and of sources in other languages.

import type { LibraryModule } from "../../bitcode/library.js";
import { Module } from "../../ir/module.js";
import { keepReachable } from "../../ir/reachable.js";
import type { LinkInput } from "../../link/input.js";
import { demangle } from "../../support/demangle.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { CompileOptions } from "../../toolchain/clang.js";
import { disassemble } from "../../toolchain/disassemble.js";
import { type CachedObject, cachedObject } from "../../toolchain/object-cache.js";
import type { ChosenClang } from "../../toolchain/rank.js";
import { preprocess } from "../../toolchain/source.js";
import { runPassesFor } from "../compile-module.js";
import type { BuildOptions, GlueFile } from "./build-options.js";
import type { NeededModule } from "./rust-library.js";

export class ObjectMaker {
  readonly #clang: ChosenClang;
  readonly #options: BuildOptions;
  readonly #folder: string;

  /** `folder` is where builds of the kext keep what they can use again. */
  constructor(clang: ChosenClang, folder: string, options: BuildOptions) {
    this.#clang = clang;
    this.#folder = folder;
    this.#options = options;
  }

  /** An object of the crate's own module; the module is changed by the passes. */
  async ofModule(module: Module, name: string): Promise<LinkInput> {
    const { stage, passes, about } = this.#options;
    about(`${name}.ll`, module.bytes);
    const text = await stage("passes", async (say) => {
      await runPassesFor(this.#clang, module, passes, this.#options);
      say(`${passes.length} passes`);
      return textOf(module);
    });
    this.#keep(`${name}.kext.ll`, text);
    return stage("clang", (say) => this.#compile(name, { ir: text }, this.#ownCache, say));
  }

  /** An object of what is needed of a library's module. */
  async ofLibrary({ name, text, roots }: NeededModule): Promise<LinkInput> {
    const { stage, passes, about } = this.#options;
    return stage("library", async (say) => {
      const module = new Module(text);
      about(name, text);
      // What is said of the library's own code is nothing that the kext's author could change.
      const report = (diagnostic: Diagnostic): void => void (diagnostic.severity === "error" && this.#options.report(diagnostic));
      keepReachable(module, roots);
      await runPassesFor(this.#clang, module, passes, { ...this.#options, report });
      const ir = textOf(module);
      this.#keep(`${name}.kext.ll`, ir);
      return this.#compile(name, { ir }, this.#sharedCache, (detail) => say(`${listed(roots)} of ${detail.replace(/^[^,]+/, libraryOf)}`));
    });
  }

  /** An object of a source in another language; objects and archives stay as they are. */
  async ofGlue(glue: GlueFile): Promise<LinkInput> {
    if (!("language" in glue)) return glue;
    const { file, name, language } = glue;
    const { stage, target, clangArgs, baseFolder } = this.#options;
    return stage("clang", async (say) => {
      const extraArgs = [`-ffile-prefix-map=${baseFolder}=.`, ...clangArgs];
      const ir = await preprocess(this.#clang.file, file, target, extraArgs);
      return this.#compile(name, { ir, language, extraArgs }, this.#ownCache, say);
    });
  }

  /** A library's module as text. */
  async disassemble({ bitcode, producer }: LibraryModule): Promise<Uint8Array> {
    return (await disassemble(bitcode, { producer, compilers: [] }, this.#options.places, this.#options.signal)).text;
  }

  async #compile(name: string, what: Pick<CompileOptions, "language" | "extraArgs"> & { readonly ir: Uint8Array }, folder: string, say: (detail: string) => void): Promise<LinkInput> {
    const { target, optimizationLevel = "2", debugInfo, clangArgs, words } = this.#options;
    const made: CachedObject = await cachedObject(folder, { clang: this.#clang.file, target, optimizationLevel, debugInfo: debugInfo && what.language !== undefined, extraArgs: clangArgs, ...what });
    words(made.stderr);
    this.#keep(`${name}.o`, made.object);
    say(`${name}${made.isNew ? "" : ", as before"}`);
    return { name: `${name}.o`, bytes: made.object };
  }

  #keep(name: string, bytes: Uint8Array): void {
    this.#options.keep(`${this.#folder}/${name}`, bytes);
  }

  get #ownCache(): string {
    return `${this.#folder}/objects`;
  }

  /** What is compiled of Rust's own libraries is of use to other kexts, too. */
  get #sharedCache(): string {
    const { cacheFolder } = this.#options.places;
    return cacheFolder === undefined ? this.#ownCache : `${cacheFolder}/objects`;
  }
}

function textOf(module: Module): Buffer {
  return Buffer.concat([...module.print()]);
}

/** `compiler_builtins` for one of its objects, as rustc names them. */
function libraryOf(object: string): string {
  return object.replace(/-[0-9a-f]{16}\..*$/, "");
}

function listed(roots: ReadonlySet<string>): string {
  const [first, ...others] = roots;
  return others.length === 0 ? demangle(first!) : `${demangle(first!)} and ${others.length} more`;
}
