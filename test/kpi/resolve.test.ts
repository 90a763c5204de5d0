// Where symbols come from: with the built-in table alone, with lists of one release and of
// several; and what compilers call that the kernel does not have.

import { expect } from "chai";
import { foreignSymbol } from "../../src/kpi/foreign.js";
import { bundleLibraries, formatLibraries } from "../../src/kpi/libraries.js";
import type { KpiList } from "../../src/kpi/list.js";
import { KpiResolver } from "../../src/kpi/resolve.js";
import { kernelSymbols } from "../../src/kpi/table.js";
import { tool } from "../support/compile.js";

function list(darwin: number | undefined, bundles: Record<string, string[]>): KpiList {
  return {
    source: `darwin ${darwin}`,
    ...(darwin !== undefined && { darwin }),
    bundles: new Map(Object.entries(bundles).map(([bundle, symbols]) => [bundle, { symbols: new Set(symbols), prefixes: [] }])),
  };
}

const OLD = list(19, { "com.apple.kpi.libkern": ["_memcpy", "_gone"], "com.apple.kpi.private": ["_secret"] });
const NEW = list(24, { "com.apple.kpi.libkern": ["_memcpy", "_memchr", "_fresh"], "com.apple.kpi.private": ["_secret"] });
const LIBRARY = list(undefined, { "org.example.library": ["_example"] });

describe("kpi/resolve", () => {
  it("the table has a declaration that C takes for each of its symbols, and names each once", () => {
    const names = [...kernelSymbols().keys()];
    expect(names).to.have.length.greaterThan(150);
    expect(new Set(names).size).to.equal(names.length);
    // Every word that is no keyword of C is declared as a type, which makes the parser judge the rest.
    const declarations = [...kernelSymbols().values()].map(({ declaration }) => declaration);
    const structs = new Set(declarations.flatMap((text) => [...text.matchAll(/\b(?:struct|enum) (\w+)/g)].map((match) => match[1])));
    const types = new Set(declarations.flatMap((text) => [...text.matchAll(/(?<=^|[(,]\s*|\bconst |\bvolatile )(\w+)/g)].map((match) => match[1]!)));
    const keywords = /^(void|const|char|int|long|short|unsigned|signed|struct|enum|volatile|size_t|bool|uint\d+_t|int\d+_t|uintptr_t|va_list)$/;
    const source = [
      "#include <stddef.h>\n#include <stdarg.h>\n#include <stdint.h>\n#include <stdbool.h>",
      ...[...structs].map((name) => (name === "uio_rw" || name === "uio_seg" || name === "vtype" ? `enum ${name} { ${name}_a };` : `struct ${name} { int x; };`)),
      ...[...types].filter((type) => !keywords.test(type) && !structs.has(type)).map((type) => `typedef struct { int x; } ${type};`),
      ...declarations.map((declaration) => `extern ${declaration};`),
    ].join("\n");
    tool("clang-22", ["-fsyntax-only", "-w", "-ffreestanding", "-fno-builtin", "-x", "c", "-"], source.replace(/\bnew\b/g, "new_"));
  });

  it("with the table alone: what it has, what is newer, what it does not know", () => {
    const resolver = new KpiResolver([], "x86_64", 19);
    expect(resolver.isComplete).to.equal(false);
    expect(resolver.resolve("_IOLog")).to.deep.include({ kind: "exported", bundle: "com.apple.kpi.iokit" });
    expect(resolver.resolve("___bzero")).to.deep.include({ kind: "exported", bundle: "com.apple.kpi.libkern" });
    expect(resolver.resolve("_memchr")).to.deep.equal({ kind: "other-release", bundle: "com.apple.kpi.libkern", since: 20 });
    expect(resolver.resolve("_nobody_knows")).to.deep.equal({ kind: "not-in-table" });
    expect(resolver.resolve("__ZN8OSObject4freeEv")).to.deep.equal({ kind: "not-in-table" });
    expect(resolver.resolve("_malloc")).to.include({ kind: "foreign", origin: "libc" });
  });

  it("with lists of two releases: by the oldest that the kext is for", () => {
    const on19 = new KpiResolver([NEW, OLD, LIBRARY], "x86_64", 19);
    expect(on19.resolve("_memcpy").kind).to.equal("exported");
    expect(on19.resolve("_fresh")).to.deep.equal({ kind: "other-release", bundle: "com.apple.kpi.libkern", since: 24 });
    expect(on19.resolve("_memchr"), "the table knows that it came between the lists").to.deep.include({ since: 20 });
    expect(on19.resolve("_gone").kind).to.equal("exported");
    expect(on19.resolve("_nothing")).to.deep.equal({ kind: "missing" });
    expect(on19.resolve("__ZN9IOUSBHost4initEv")).to.include({ kind: "foreign", origin: "other-kext" });
    expect(on19.resolve("_example")).to.deep.equal({ kind: "exported", bundle: "org.example.library" });
    expect(on19.exporter("_secret"), "private").to.equal(undefined);
    expect(on19.resolve("_IOLog"), "no list is of that bundle").to.include({ kind: "exported", bundle: "com.apple.kpi.iokit" });

    const on24 = new KpiResolver([OLD, NEW], "x86_64", 25);
    expect(on24.resolve("_gone")).to.deep.equal({ kind: "other-release", bundle: "com.apple.kpi.libkern", until: 19 });
    const on18 = new KpiResolver([NEW], "x86_64", 18);
    expect(on18.resolve("_memchr"), "older than all lists").to.deep.include({ kind: "other-release", since: 20 });
    expect(new KpiResolver([{ ...NEW, architecture: "arm64" }], "x86_64").isComplete).to.equal(false);
  });

  it("OSBundleLibraries: each bundle once, at the oldest release", () => {
    const on19 = new KpiResolver([NEW, OLD, LIBRARY], "x86_64", 19);
    const needed = ["_memcpy", "_memchr", "_example", "_secret", "_IOLog", "_nothing"].map((symbol) => on19.resolve(symbol));
    expect(bundleLibraries(needed, on19)).to.deep.equal({ "com.apple.kpi.iokit": "19.0.0", "com.apple.kpi.libkern": "20.0.0", "org.example.library": "1.0" });
    const table = new KpiResolver([], "x86_64");
    expect(bundleLibraries([table.resolve("_IOLog"), table.resolve("_os_log_create")], table)).to.deep.equal({ "com.apple.kpi.iokit": "8.0.0", "com.apple.kpi.libkern": "16.0.0" });
    const none = bundleLibraries([], table);
    expect(formatLibraries(none)).to.equal("\t<key>OSBundleLibraries</key>\n\t<dict>\n\t\t<key>com.apple.kpi.libkern</key>\n\t\t<string>8.0.0</string>\n\t</dict>");
  });

  it("knows every routine that clang calls for soft floats, wide integers and atomics", function () {
    this.timeout(60_000);
    const source = `
      #define BOTH(T, n) T add##n(T a, T b){return a+b;} T sub##n(T a, T b){return a-b;} T mul##n(T a, T b){return a*b;} T div##n(T a, T b){return a/b;} \\
        int lt##n(T a, T b){return a<b;} int le##n(T a, T b){return a<=b;} int gt##n(T a, T b){return a>b;} int ge##n(T a, T b){return a>=b;} \\
        int eq##n(T a, T b){return a==b;} int ne##n(T a, T b){return a!=b;} int un##n(T a, T b){return __builtin_isunordered(a,b);} \\
        int i##n(T a){return a;} unsigned u##n(T a){return a;} long l##n(T a){return a;} unsigned long ul##n(T a){return a;} __int128 w##n(T a){return a;} unsigned __int128 uw##n(T a){return a;} \\
        T fi##n(int a){return a;} T fu##n(unsigned a){return a;} T fl##n(long a){return a;} T ful##n(unsigned long a){return a;} T fw##n(__int128 a){return a;} T fuw##n(unsigned __int128 a){return a;} \\
        T pw##n(T a, int b){return __builtin_powi(a,b);}
      BOTH(float, _f) BOTH(double, _d)
      double ext(float a){return a;} float tr(double a){return a;}
      _Complex double cm(_Complex double a, _Complex double b){return a*b;} _Complex float cd(_Complex float a, _Complex float b){return a/b;}
      typedef __int128 W; typedef unsigned __int128 U;
      W wd(W a, W b){return a/b;} W wm(W a, W b){return a%b;} U ud(U a, U b){return a/b;} U um(U a, U b){return a%b;}
      int wo(W a, W b, W *c){return __builtin_mul_overflow(a,b,c);} W wa(W *p){return __atomic_load_n(p, 5);}
      double sine(double x){return __builtin_sin(x)+__builtin_sqrt(x)+__builtin_fma(x,x,x);} float sinef(float x){return __builtin_floorf(x)+__builtin_fmodf(x,x);}`;
    for (const target of ["x86_64-apple-macosx10.15"]) {
      const ir = tool("clang-22", ["-target", target, "-w", "-O1", "-Xclang", "-disable-llvm-passes", "-fno-builtin-memcpy", "-S", "-emit-llvm", "-x", "c", "-o", "-", "-"], source);
      const soft = tool(process.execPath, ["dist/kextir.cjs", "--passes=kext", "-"], ir);
      const object = tool("clang-22", ["-target", target, "-mkernel", "-O1", "-Wno-override-module", "-x", "ir", "-c", "-o", "-", "-"], soft);
      const symbols = tool("llvm-nm-22", ["-u", "-j", "-"], Buffer.from(object, "latin1")).trim().split("\n");
      expect(symbols).to.have.length.greaterThan(50);
      const resolver = new KpiResolver([], "x86_64");
      const unknown = symbols.filter((symbol) => resolver.resolve(symbol).kind === "not-in-table");
      expect(unknown).to.deep.equal([]);
    }
  });

  it("tells other strangers by their names", () => {
    const origins: Record<string, string> = {
      ___udivti3: "compiler-runtime", ___muloti4: "compiler-runtime", ___extendhfsf2: "compiler-runtime", ___aarch64_cas8_acq_rel: "compiler-runtime",
      ___morestack: "stack-growth", ___rust_probestack: "stack-growth", ___chkstk_darwin: "stack-growth",
      __tlv_bootstrap: "thread-local", __Unwind_Resume: "unwinder", _rust_eh_personality: "unwinder", ___gcc_personality_v0: "unwinder",
      ___cxa_atexit: "c++-abi", ___gxx_personality_v0: "c++-abi", ___rust_alloc: "rust",
      _RNvCs1234_7mycrate3foo: "", __RNvCs1234_7mycrate3foo: "rust", __ZN4core9panicking5panic17h0123456789abcdefE: "rust",
      "_llvm.x86.sse2.pause": "intrinsic", ___dso_handle: "linker", _OSKextGetCurrentIdentifier: "libkmod", _sinf: "libm", _log: "libm",
      _printk: "linux", dyld_stub_binder: "user-space", _objc_msgSend: "user-space", __ZN11IOPCIDevice4initEv: "other-kext", _my_function: "",
    };
    for (const [symbol, origin] of Object.entries(origins)) expect(foreignSymbol(symbol)?.origin ?? "", symbol).to.equal(origin);
  });
});
