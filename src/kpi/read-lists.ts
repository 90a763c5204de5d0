import { InputError } from "../support/diagnostic.js";
import { parsePlist } from "../support/plist.js";
import { exportsFileSubject, parseExports } from "./exports-file.js";
import { parseJsonList } from "./json-list.js";
import type { BundleExports, KpiList } from "./list.js";
import { symbolSetsIn } from "./symbol-sets.js";

/** A file that was read, by its path. */
export interface ListFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The lists in `files`: each JSON file and each property list with symbol sets is one;
 * export lists of xnu in one folder are one for each architecture they name, of the
 * release that a file MasterVersion beside them says. Files of other kinds are left out.
 *
 * @throws InputError where a file is damaged, or none holds a list.
 */
export function readLists(files: readonly ListFile[], given: string): KpiList[] {
  const lists: KpiList[] = [];
  const folders = new Map<string, ListFile[]>();
  for (const file of files) {
    if (file.path.endsWith(".json")) lists.push(parseJsonList(file.text, file.path));
    else if (/\.exports$|(^|[/\\])MasterVersion$/.test(file.path)) {
      const folder = folderOf(file.path);
      folders.set(folder, [...(folders.get(folder) ?? []), file]);
    } else if (file.path.endsWith(".plist")) {
      const sets = symbolSetsIn(parsePlist(file.text, file.path));
      if (sets.bundles.size > 0) lists.push({ source: file.path, ...sets });
    }
  }
  for (const [folder, members] of folders) lists.push(...exportsLists(folder, members));
  if (lists.length === 0) {
    throw new InputError({
      severity: "error", code: "invalid-kpi-list", message: `${given} holds no list of kernel exports`,
      fix: "xnu's config/*.exports, an Info.plist or symbol set with Symbols, or JSON {\"com.apple.kpi.bsd\": [\"_proc_pid\"]}",
    });
  }
  return lists;
}

function exportsLists(folder: string, files: readonly ListFile[]): KpiList[] {
  const parsed = files.flatMap(({ path, text }) => {
    const subject = exportsFileSubject(path.slice(path.lastIndexOf("/") + 1));
    return subject === undefined ? [] : [{ ...subject, exports: parseExports(text) }];
  });
  const version = files.find(({ path }) => path.endsWith("MasterVersion"))?.text;
  const darwin = version === undefined ? 0 : Number.parseInt(version, 10);
  const architectures = new Set(parsed.flatMap(({ architecture }) => (architecture === undefined ? [] : [architecture])));
  return (architectures.size === 0 ? [undefined] : [...architectures]).flatMap((wanted) => {
    const bundles = new Map<string, BundleExports>();
    for (const { bundle, architecture, exports } of parsed) {
      if (architecture === undefined || architecture === wanted) bundles.set(bundle, joined(bundles.get(bundle), exports));
    }
    if (bundles.size === 0) return [];
    return [{ source: folder, bundles, ...(darwin > 0 && { darwin }), ...(wanted !== undefined && { architecture: wanted }) }];
  });
}

function joined(a: BundleExports | undefined, b: BundleExports): BundleExports {
  if (a === undefined) return b;
  return { symbols: new Set([...a.symbols, ...b.symbols]), prefixes: [...a.prefixes, ...b.prefixes] };
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}
