import { basename } from "node:path";
import { shellQuote } from "../toolchain/shell-quote.js";

/** What is left to do on a Mac with a kext that was made elsewhere: the commands, to be copied. */
export function remainingSteps(kext: string): string {
  const name = shellQuote([basename(kext)]);
  const archive = shellQuote([`${basename(kext, ".kext")}.zip`]);
  const installed = shellQuote([`/Library/Extensions/${basename(kext)}`]);
  return `\
left to do on a Mac:
  sign it, with a Developer ID certificate that is enabled for kexts
    codesign --force --timestamp --sign "Developer ID Application: NAME (TEAM)" ${name}
  have it notarized
    ditto -c -k --keepParent ${name} ${archive}
    xcrun notarytool submit ${archive} --keychain-profile PROFILE --wait && xcrun stapler staple ${name}
  install and load it
    sudo cp -R ${name} /Library/Extensions/ && sudo chown -R root:wheel ${installed}
    sudo kmutil load -p ${installed}      (macOS 10.15 and before: sudo kextload)
`;
}
