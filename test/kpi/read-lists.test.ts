// The three forms in which people have lists of what the kernel exports.

import { expect } from "chai";
import { InputError } from "../../src/support/diagnostic.js";
import { exportersIn, type KpiList } from "../../src/kpi/list.js";
import { readLists } from "../../src/kpi/read-lists.js";

const EXPORTS = [
  { path: "config/MasterVersion", text: "19.6.0\n# a comment\n" },
  { path: "config/Libkern.exports", text: "# names\n_memcpy\n  _panic\n\n.no_dead_strip _x\n__MALLOC : __MALLOC_external\n_hv_get*\r\n_old -obsolete\n" },
  { path: "config/Libkern.x86_64.exports", text: "_strcat\n" },
  { path: "config/Libkern.arm64.MacOSX.exports", text: "_only_arm\n" },
  { path: "config/Libkern.arm64.BridgeOS.exports", text: "_elsewhere\n" },
  { path: "config/IOKit.exports", text: "_IOLockLock:_lck_mtx_lock\n" },
  { path: "config/README", text: "not a list" },
];

const SETS = `<plist version="1.0"><dict><key>SymbolSets</key><array>
<dict><key>CFBundleIdentifier</key><string>com.apple.kpi.bsd</string><key>CFBundleVersion</key><string>24.1.0</string>
<key>Symbols</key><array>
<dict><key>SymbolName</key><string>_proc_pid</string></dict>
<dict><key>SymbolName</key><string>__FREE</string><key>AliasTarget</key><string>__FREE_external</string></dict>
<dict><key>SymbolPrefix</key><string>__ZN5IOCPU</string></dict>
</array></dict>
<dict><key>CFBundleIdentifier</key><string>org.example.library</string><key>Symbols</key><array><string>_example</string></array></dict>
</array></dict></plist>`;

describe("kpi/read-lists", () => {
  it("xnu's export lists: one list for each architecture, with the release beside them", () => {
    const lists = readLists(EXPORTS, "config");
    expect(lists.map(({ architecture, darwin, source }) => ({ architecture, darwin, source }))).to.deep.equal([
      { architecture: "x86_64", darwin: 19, source: "config" },
      { architecture: "arm64", darwin: 19, source: "config" },
    ]);
    const [intel, arm] = lists as [KpiList, KpiList];
    expect([...intel.bundles.keys()]).to.deep.equal(["com.apple.kpi.libkern", "com.apple.kpi.iokit"]);
    expect([...intel.bundles.get("com.apple.kpi.libkern")!.symbols]).to.deep.equal(["_memcpy", "_panic", "__MALLOC", "_old", "_strcat"]);
    expect(exportersIn(arm, "_only_arm")).to.deep.equal(["com.apple.kpi.libkern"]);
    expect(exportersIn(arm, "_elsewhere")).to.deep.equal([]);
    expect(exportersIn(arm, "_hv_get_registers")).to.deep.equal(["com.apple.kpi.libkern"]);
    expect(exportersIn(arm, "_IOLockLock")).to.deep.equal(["com.apple.kpi.iokit"]);
  });

  it("symbol sets in a property list, of the kernel and of other kexts", () => {
    const [list] = readLists([{ path: "sets.plist", text: SETS }], "sets.plist") as [KpiList];
    expect(list).to.include({ darwin: 24, source: "sets.plist" });
    expect(exportersIn(list, "__FREE")).to.deep.equal(["com.apple.kpi.bsd"]);
    expect(exportersIn(list, "__ZN5IOCPU4initEv")).to.deep.equal(["com.apple.kpi.bsd"]);
    expect(exportersIn(list, "_example")).to.deep.equal(["org.example.library"]);
  });

  it("JSON, with or without facts about the release", () => {
    const text = JSON.stringify({ _meta: { xnu: "xnu-6153.141.1", arch: "x86_64", wildcards: { "com.apple.kpi.private": ["_hv_*"] } }, "com.apple.kpi.private": ["_b"], "com.apple.kpi.bsd": ["_b", "_c*"] });
    const [list] = readLists([{ path: "a.json", text }], "a.json") as [KpiList];
    expect(list).to.include({ darwin: 19, architecture: "x86_64" });
    expect(exportersIn(list, "_b"), "those that may be named come first").to.deep.equal(["com.apple.kpi.bsd", "com.apple.kpi.private"]);
    expect(exportersIn(list, "_hv_x")).to.deep.equal(["com.apple.kpi.private"]);
    expect(exportersIn(list, "_cde")).to.deep.equal(["com.apple.kpi.bsd"]);
    expect(readLists([{ path: "b.json", text: '{"com.apple.kpi.bsd":[]}' }], "b.json")[0]).to.not.have.property("darwin");
  });

  for (const [path, text] of [["a.json", "{"], ["a.json", '{"com.apple.kpi.bsd": 1}'], ["a.json", "[]"], ["a.plist", "<plist><dict/></plist>"], ["Mine.exports", "_x"]] as const) {
    it(`refuses ${path} with ${text}`, () => expect(() => readLists([{ path, text }], path)).to.throw(InputError));
  }
});
