import { expect } from "chai";
import fc from "fast-check";
import { InputError } from "../../src/support/diagnostic.js";
import { type PlistDictionary, parsePlist, PlistLiteral, type PlistValue, printPlist, printPlistValue } from "../../src/support/plist.js";

const list = (value: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${value}
</plist>
`;

describe("support/plist", () => {
  it("reads what plutil writes", () => {
    const text = list(`<dict>
	<!-- a comment with <tags> -->
	<key>CFBundleName</key>
	<string>a &amp; b &lt;&#x41;&#66;&gt;</string>
	<key>empty</key>
	<dict/>
	<key>list</key>
	<array>
		<integer>-3</integer>
		<real>1.5</real>
		<true/>
		<false></false>
		<string/>
		<data>AAEC</data>
		<string>x<![CDATA[<y>]]>z</string>
	</array>
</dict>`);
    expect(parsePlist(text, "Info.plist")).to.deep.equal({
      CFBundleName: "a & b <AB>", empty: {}, list: [-3, new PlistLiteral("real", "1.5"), true, false, "", new PlistLiteral("data", "AAEC"), "x<y>z"],
    });
  });

  it("reads back what it prints", () => {
    const { value } = fc.letrec<{ value: PlistValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(), fc.integer(), fc.boolean(),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.string().filter((key) => key !== "__proto__"), tie("value"), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(fc.property(value, (any) => {
      expect(parsePlist(list(printPlistValue(any)), "x")).to.deep.equal(any);
    }));
  });

  it("reads integers in every spelling", () => {
    expect(parsePlist(list("<array><integer> 0x10 </integer><integer>-0x10</integer><integer>+7</integer><integer>-0</integer></array>"), "x")).to.deep.equal([16, -16, 7, -0]);
    expect(printPlistValue(parsePlist(list("<integer>-0</integer>"), "x"))).to.equal("<integer>0</integer>");
  });

  it("keeps what a number or a text cannot hold", () => {
    const text = list("<dict>\n\t<key>a</key>\n\t<data>AAEC</data>\n\t<key>b</key>\n\t<integer>18446744073709551615</integer>\n\t<key>c</key>\n\t<date>2020-02-02T02:02:02Z</date>\n\t<key>d</key>\n\t<real>2.0</real>\n</dict>");
    expect(printPlist(parsePlist(text, "x") as PlistDictionary)).to.equal(text);
  });

  for (const [text, message] of [
    ["bplist00\x01", "x.plist:1:1: a property list in the binary form"],
    [Buffer.from("\uFEFF<plist/>", "utf16le").toString(), "x.plist:1:1: a property list in UTF-16"],
    ['{ a = "b"; }', "x.plist:1:1: a property list in the old form, or JSON"],
    ["<plist><integer>5x</integer></plist>", "x.plist:1:8: '5x' is no integer"],
    ["<plist><integer/></plist>", "x.plist:1:8: '' is no integer"],
    ["<plist><real>1,5</real></plist>", "x.plist:1:8: '1,5' is no real"],
    ["<plist><date>today</date></plist>", "x.plist:1:8: 'today' is no date"],
    ["<plist><data>A-B</data></plist>", "x.plist:1:8: 'A-B' is no data"],
    ["<plist><dict><key>a</key><true/><key>a</key><true/></dict></plist>", "x.plist:1:33: the key 'a' is there twice"],
    ["<plist><string>A &amp; B &nbsp; C</string></plist>", "x.plist:1:26: '&nbsp;' stands for nothing"],
    ["<plist><string>A & B</string></plist>", "x.plist:1:18: a lone '&'"],
    ["<plist><dict><string>a</string></dict></plist>", "x.plist:1:14: expected <key>, found <string>"],
    ["<plist>\n<dict>\n  <key>a</key>\n", "x.plist:4:1: the property list ends before it is complete"],
    ["<plist><array>word</array></plist>", "x.plist:1:15: text where a tag is expected"],
    ["<plist><string>a</integer></plist>", "x.plist:1:17: expected </string>, found </integer>"],
  ] as const) {
    it(`says where it is wrong: ${message}`, () => expect(() => parsePlist(text, "x.plist")).to.throw(InputError, message));
  }
});
