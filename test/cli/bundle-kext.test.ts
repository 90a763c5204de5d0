import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { isPlistDictionary, parsePlist, type PlistDictionary } from "../../src/support/plist.js";
import { EMPTY_KEXT, linked, Workshop } from "../link/build.js";
import { inFolder, kextir } from "./kextir.js";

describe("kextir bundle", function () {
  const shop = new Workshop();
  let binary: string;

  before(() => {
    const source = EMPTY_KEXT.replace("_start: xorl %eax, %eax", "_start: callq _IOLog\ncallq _memcpy\nxorl %eax, %eax");
    binary = shop.write("hello", linked([shop.assemble("kext.o", source)]).image);
  });
  after(() => shop.close());

  it("makes a bundle from the binary alone, and says what is left to do", () =>
    inFolder((folder) => {
      const kext = join(folder, "hello.kext");
      const { code, stderr } = kextir(["bundle", binary, "-o", kext]);
      expect(code, stderr).to.equal(0);
      expect(stderr).to.include("codesign --force").and.include("notarytool submit hello.zip").and.include("kmutil load -p /Library/Extensions/hello.kext");
      expect(readFileSync(join(kext, "Contents/MacOS/hello")).equals(readFileSync(binary))).to.equal(true);
      expect(statSync(join(kext, "Contents/MacOS/hello")).mode & 0o777).to.equal(0o755);
      expect(keysOf(kext)).to.deep.equal({
        CFBundleDevelopmentRegion: "en", CFBundleExecutable: "hello", CFBundleIdentifier: "org.example.test", CFBundleInfoDictionaryVersion: "6.0",
        CFBundleName: "hello", CFBundlePackageType: "KEXT", CFBundleShortVersionString: "1.0.0", CFBundleSignature: "????", CFBundleVersion: "1.0.0",
        OSBundleLibraries: { "com.apple.kpi.iokit": "8.0.0", "com.apple.kpi.libkern": "8.0.0" },
      });
      const { code: audited, text } = kextir(["audit", kext]);
      expect(audited, text).to.equal(0);
    }));

  it("takes identifier, versions, requirement and release from options", () =>
    inFolder((folder) => {
      const kext = join(folder, "x.kext");
      const options = ["--identifier=org.example.other", "--bundle-version=2.1fc3", "--compatible-version=2.0", "--required=Safe Boot", "--target-release=10.15", "-q"];
      const { code, stderr } = kextir(["bundle", binary, "-o", kext, ...options]);
      expect(code, stderr).to.equal(0);
      expect(stderr).to.equal("");
      expect(keysOf(kext)).to.deep.include({
        CFBundleIdentifier: "org.example.other", CFBundleVersion: "2.1fc3", OSBundleCompatibleVersion: "2.0", OSBundleRequired: "Safe Boot",
        OSBundleLibraries: { "com.apple.kpi.iokit": "19.0.0", "com.apple.kpi.libkern": "19.0.0" },
      });
    }));

  it("joins an Info.plist and personalities of the author's own", () =>
    inFolder((folder) => {
      const kext = join(folder, "drive.kext");
      const [own, personalities] = [join(folder, "Info.plist"), join(folder, "personalities.plist")];
      writeFileSync(own, plist(`<key>CFBundleIdentifier</key><string>$(PRODUCT_BUNDLE_IDENTIFIER)</string><key>CFBundleName</key><string>\${PRODUCT_NAME:c99extidentifier} driver</string>
        <key>NSHumanReadableCopyright</key><string>Nobody &amp; Co.</string><key>OSBundleLibraries</key><dict><key>com.apple.iokit.IOPCIFamily</key><string>2.9</string><key>com.apple.kpi.libkern</key><string>10.0.0</string></dict>`));
      writeFileSync(personalities, plist("<key>Drive</key><dict><key>IOClass</key><string>Drive</string><key>IOProviderClass</key><string>IOPCIDevice</string><key>Key</key><data>AAEC</data></dict>"));
      const { code, stderr } = kextir(["bundle", binary, "-o", kext, "--info-plist", own, "--personalities", personalities]);
      expect(code, stderr).to.equal(0);
      const keys = keysOf(kext);
      expect(keys).to.deep.include({
        CFBundleIdentifier: "org.example.test", CFBundleName: "drive driver", NSHumanReadableCopyright: "Nobody & Co.",
        OSBundleLibraries: { "com.apple.iokit.IOPCIFamily": "2.9", "com.apple.kpi.iokit": "8.0.0", "com.apple.kpi.libkern": "10.0.0" },
      });
      expect(readFileSync(join(kext, "Contents/Info.plist"), "utf8")).to.include("<data>AAEC</data>");
      expect(keys["IOKitPersonalities"]).to.have.nested.property("Drive.CFBundleIdentifier", "org.example.test");
    }));

  it("takes the binary's name, and libraries for one architecture, from an Info.plist", () =>
    inFolder((folder) => {
      const [kext, own] = [join(folder, "named.kext"), join(folder, "Info.plist")];
      writeFileSync(own, plist("<key>CFBundleExecutable</key><string>Other</string><key>OSBundleLibraries_x86_64</key><dict><key>com.apple.kpi.bsd</key><string>9.0</string></dict><key>Real</key><real>2.0</real>"));
      const { code, stderr } = kextir(["bundle", binary, "-o", kext, "--info-plist", own]);
      expect(code, stderr).to.equal(0);
      expect(readdirSync(join(kext, "Contents/MacOS"))).to.deep.equal(["Other"]);
      expect(keysOf(kext)).to.deep.include({
        CFBundleExecutable: "Other", CFBundleName: "Other",
        OSBundleLibraries_x86_64: { "com.apple.kpi.bsd": "9.0", "com.apple.kpi.iokit": "8.0.0", "com.apple.kpi.libkern": "8.0.0" },
      });
      expect(readFileSync(join(kext, "Contents/Info.plist"), "utf8")).to.include("<real>2.0</real>");
      expect(kextir(["audit", kext]).code).to.equal(0);
    }));

  it("keeps what else is in the bundle, but not a signature; leaves a bundle alone that is up to date", () =>
    inFolder((folder) => {
      const kext = join(folder, "hello.kext");
      kextir(["bundle", binary, "-o", kext, "-q"]);
      const before = statSync(kext).ino;
      expect(kextir(["bundle", binary, "-o", kext, "-q"]).code).to.equal(0);
      expect(statSync(kext).ino).to.equal(before);
      for (const inside of ["Resources", "_CodeSignature"]) {
        mkdirSync(join(kext, "Contents", inside));
        writeFileSync(join(kext, "Contents", inside, "file"), inside);
      }
      expect(kextir(["bundle", binary, "-o", kext, "-q", "--bundle-version=3"]).code).to.equal(0);
      expect(readdirSync(join(kext, "Contents")).sort()).to.deep.equal(["Info.plist", "MacOS", "Resources"]);
      expect(readdirSync(folder)).to.deep.equal(["hello.kext"]);
    }));

  it("leaves the old bundle as it was where something is wrong", () =>
    inFolder((folder) => {
      const kext = join(folder, "hello.kext");
      kextir(["bundle", binary, "-o", kext, "-q"]);
      const before = readFileSync(join(kext, "Contents/Info.plist"), "utf8");
      const own = join(folder, "Info.plist");
      const wrong: readonly (readonly [string, RegExp])[] = [
        ["<key>CFBundleName</key><string>$(SRCROOT)</string>", /the variable '\$\(SRCROOT\)' in Info\.plist is set by Xcode alone/],
        ["<key>CFBundleVersion</key><string>1.2.3.4</string>", /CFBundleVersion '1\.2\.3\.4' is no version that the kernel understands/],
        ["<key>CFBundleIdentifier</key><integer>5</integer>", /CFBundleIdentifier in Info\.plist is no <string>/],
        ["<key>CFBundleVersion</key><real>1.0</real>", /CFBundleVersion in Info\.plist is no <string>/],
        ["<key>CFBundlePackageType</key><string>APPL</string>", /CFBundlePackageType is 'APPL' in Info\.plist, and KEXT for a kext/],
        ["<key>CFBundleExecutable</key><string>../x</string>", /CFBundleExecutable '\.\.\/x' is no file's name/],
        ["<key>OSBundleRequired</key><string>Sometimes</string>", /OSBundleRequired 'Sometimes' is none that the kernel knows[^]*Local-Root/],
        ["<key>OSBundleLibraries</key><string>x</string>", /OSBundleLibraries in Info\.plist is no dictionary/],
        ["<key>OSBundleLibraries</key><dict><key>com.apple.kernel</key><string>19.0.0</string></dict>", /names com\.apple\.kernel, which 64-bit kexts may not use/],
        ["<key>IOKitPersonalities</key><dict><key>A</key><dict><key>IOClass</key><string>A</string></dict></dict>", /the personality 'A' has no IOProviderClass/],
      ];
      for (const [keys, message] of wrong) {
        writeFileSync(own, plist(keys));
        expect(kextir(["bundle", binary, "-o", kext, "--info-plist", own]), keys).to.include({ code: 1 }).and.property("stderr").to.match(message);
      }
      expect(kextir(["bundle", binary, "-o", kext, "--bundle-version=1.0f0"]), "f0").to.include({ code: 1 });
      expect(readFileSync(join(kext, "Contents/Info.plist"), "utf8")).to.equal(before);
    }));

  it("audits first, unless told not to", () =>
    inFolder((folder) => {
      const source = EMPTY_KEXT.replace("_start: xorl %eax, %eax", "_start: movl $1, -8(%rsp)\nxorl %eax, %eax");
      const leaf = shop.write("leaf", linked([shop.assemble("leaf.o", source)]).image);
      const kext = join(folder, "leaf.kext");
      expect(kextir(["bundle", leaf, "-o", kext])).to.include({ code: 1 }).and.property("stderr").to.match(/\[red-zone-access\]|\[red-zone\]/);
      expect(existsSync(kext)).to.equal(false);
      expect(kextir(["bundle", leaf, "-o", kext, "--no-check"]).code).to.equal(0);
    }));

  it("names a file that is no binary, as boot does", () =>
    inFolder((folder) => {
      const file = join(folder, "notes.txt");
      writeFileSync(file, "no binary\n");
      for (const args of [["bundle", file, "-o", join(folder, "x.kext")], ["boot", file]]) {
        expect(kextir(args)).to.include({ code: 1 }).and.property("stderr").to.include(`'${file}' is not a Mach-O file [macho-bad-magic]`);
      }
    }));

  it("says what it needs", () =>
    inFolder((folder) => {
      expect(kextir(["bundle", binary, "-o", join(folder, "my driver.kext")]).stderr).to.include("codesign --force").and.include("staple 'my driver.kext'").and.include("load -p '/Library/Extensions/my driver.kext'");
      expect(kextir(["bundle", binary])).to.include({ code: 2 }).and.property("stderr").to.match(/bundle needs -o/);
      for (const [output, meant] of [["-", "NAME.kext"], ["a/", "a.kext"], ["hello.dylib", "hello.kext"], [".", "NAME.kext"]]) {
        expect(kextir(["bundle", binary, "-o", output!]).stderr, output).to.include(`fix: -o ${meant}\n`);
      }
      expect(kextir(["bundle", binary, "-o", join(folder, "hello")])).to.include({ code: 2 }).and.property("stderr").to.match(/is named NAME\.kext[^]*hello\.kext/);
      expect(kextir(["bundle", shop.path("kext.o"), "-o", join(folder, "x.kext")])).to.include({ code: 1 }).and.property("stderr").to.match(/no kext's binary/);
      mkdirSync(join(folder, "mine.kext"));
      writeFileSync(join(folder, "mine.kext", "precious"), "");
      expect(kextir(["bundle", binary, "-o", join(folder, "mine.kext")])).to.include({ code: 1 }).and.property("stderr").to.match(/what is there is no kext/);
      expect(readdirSync(join(folder, "mine.kext"))).to.deep.equal(["precious"]);
    }));
});

function keysOf(kext: string): PlistDictionary {
  const file = join(kext, "Contents/Info.plist");
  const keys = parsePlist(readFileSync(file, "utf8"), file);
  if (!isPlistDictionary(keys)) throw new Error("no dictionary");
  return keys;
}

function plist(entries: string): string {
  return `<?xml version="1.0"?><plist version="1.0"><dict>${entries}</dict></plist>`;
}
