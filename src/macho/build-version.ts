import type { Cursor } from "./cursor.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { BuildVersion, Version } from "./macho.js";

// The older commands, one for each platform.
const minimumVersionPlatforms: Readonly<Record<number, number>> = {
  [layout.LC_VERSION_MIN_MACOSX]: layout.PLATFORM_MACOS,
  [layout.LC_VERSION_MIN_IPHONEOS]: layout.PLATFORM_IOS,
  [layout.LC_VERSION_MIN_TVOS]: layout.PLATFORM_TVOS,
  [layout.LC_VERSION_MIN_WATCHOS]: layout.PLATFORM_WATCHOS,
};

/**
 * The system that a file is built for, from the body of an `LC_BUILD_VERSION` or
 * one of the `LC_VERSION_MIN_…`; undefined for any other load command.
 */
export function readBuildVersion(command: number, cursor: Cursor): BuildVersion | undefined {
  const platform = minimumVersionPlatforms[command];
  if (platform !== undefined) {
    return { platform, minimumOS: version(cursor.u32()), sdk: version(cursor.u32()), tools: [] };
  }
  return command === layout.LC_BUILD_VERSION ? readFullBuildVersion(cursor) : undefined;
}

function readFullBuildVersion(cursor: Cursor): BuildVersion {
  const platform = cursor.u32();
  const minimumOS = version(cursor.u32());
  const sdk = version(cursor.u32());
  const countField = cursor.offset;
  const count = cursor.u32();
  if (count * layout.buildToolSize > cursor.remaining) {
    throw new MachOError("macho-bad-count", `${count} build tools do not fit into ${cursor.remaining} bytes`, countField);
  }
  const tools = Array.from({ length: count }, () => ({ tool: cursor.u32(), version: version(cursor.u32()) }));
  return { platform, minimumOS, sdk, tools };
}

/** Versions are packed as major:16, minor:8, patch:8. */
function version(packed: number): Version {
  return [packed >>> 16, (packed >>> 8) & 0xff, packed & 0xff];
}
