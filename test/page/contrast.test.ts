import { readFileSync } from "node:fs";
import { expect } from "chai";

const STYLE = readFileSync(new URL("../../../src/page/page.css", import.meta.url), "utf8");

/** The colours of a theme, by their names. */
function colors(block: string): Map<string, string> {
  return new Map([...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, color]) => [name!, color!]));
}

/** Relative luminance, as WCAG 2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe("the HTML report's colours", () => {
  const [light, dark, system] = [...STYLE.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(([, block]) => colors(block!));

  for (const [name, theme] of [["light", light!], ["dark", dark!]] as const) {
    it(`have the contrast that WCAG AA asks for, ${name}`, () => {
      const check = (texts: readonly string[], backs: readonly string[]): void => {
        for (const text of texts) for (const back of backs) expect(contrast(theme.get(text)!, theme.get(back)!), `${text} on ${back}`).to.be.at.least(4.5);
      };
      check(["text", "soft", "accent"], ["page", "side", "chosen", "hover"]);
      check(["text", "key", "typ", "num", "str", "glo", "loc", "lab", "met", "rem"], ["page", "del", "ins", "del-word", "ins-word"]);
      check(["del-text", "ins-text"], ["page", "side", "chosen", "hover"]);
      check(["del-text"], ["del"]);
      check(["ins-text"], ["ins"]);
    });
  }

  it("are the same where the system asks for dark ones", () => {
    expect(system).to.deep.equal(dark);
  });
});
