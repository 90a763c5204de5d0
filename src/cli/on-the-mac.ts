import { basename } from "node:path";

/** What is left to do on a Mac with a kext that was made elsewhere: the commands, to be copied. */
export function remainingSteps(kext: string): string {
  const name = basename(kext);
  const base = name.slice(0, -".kext".length);
  return `\
left to do on a Mac:
  sign it, with a Developer ID certificate that is enabled for kexts
    codesign --force --timestamp --sign "Developer ID Application: NAME (TEAM)" ${name}
  have it notarized
    ditto -c -k --keepParent ${name} ${base}.zip
    xcrun notarytool submit ${base}.zip --keychain-profile PROFILE --wait && xcrun stapler staple ${name}
  install and load it
    sudo cp -R ${name} /Library/Extensions/ && sudo chown -R root:wheel /Library/Extensions/${name}
    sudo kmutil load -p /Library/Extensions/${name}      (macOS 10.15 and before: sudo kextload)
`;
}
