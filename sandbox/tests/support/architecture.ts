import { dirname, join, normalize } from "node:path";

/** A path from the package's root, and what stands in the file. */
export type SourceFile = { path: string; text: string };
export type Rules = {
  /** What each folder at the root may use in addition to itself. The files at the root themselves may use everything. */
  mayUse: Record<string, readonly string[]>;
  /** Packages that are installed with this one, and those whose types alone may be imported. */
  packages: readonly string[];
  typesOnly: readonly string[];
};

const MAX_FILES = 12;
const IMPORT = /\b(?:import|export)(\s+type)?\b(?:[\w\s{},*$]*\bfrom)?\s*\(?\s*["']([^"'\n]+)["']/g;

/** Every import that the rules do not allow, every circle between files or folders, every folder that is too full. */
export function findViolations(files: readonly SourceFile[], rules: Rules): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const arrows: [from: string, to: string][] = [];
  const violations: string[] = [];
  for (const { path, text } of files) {
    for (const [, isType, name = ""] of text.matchAll(IMPORT)) {
      const target = name.startsWith(".") ? normalize(join(dirname(path), name)) : null;
      if (target === null) violations.push(...brokenByPackage(path, name, isType !== undefined, rules));
      else if (target.startsWith(".."))
        violations.push(`${path} must not import ${name} from outside the package`);
      else if (!paths.has(target)) violations.push(`${path} imports ${name}, which is not there`);
      else {
        arrows.push([path, target]);
        violations.push(...brokenByFolder(path, target, rules));
      }
    }
  }
  const folders = arrows.map(([from, to]): [string, string] => [dirname(from), dirname(to)]);
  return [
    ...violations,
    ...circlesIn(arrows).map((circle) => `circle of files: ${circle.join(", ")}`),
    ...circlesIn(folders.filter(([from, to]) => from !== to)).map(
      (circle) => `circle of folders: ${circle.join(", ")}`,
    ),
    ...fullFolders(files),
  ];
}

/** What each folder at the root uses of the others, sorted: the list as it would have to be at least. */
export function usesOf(files: readonly SourceFile[]): Record<string, string[]> {
  const uses = new Map<string, Set<string>>();
  for (const { path, text } of files) {
    const folder = folderOf(path);
    if (folder === "") continue;
    const used = uses.get(folder) ?? new Set();
    uses.set(folder, used);
    for (const [, , name = ""] of text.matchAll(IMPORT)) {
      const target = name.startsWith(".") ? folderOf(normalize(join(dirname(path), name))) : folder;
      if (target !== folder) used.add(target);
    }
  }
  return Object.fromEntries([...uses].map(([folder, used]) => [folder, [...used].toSorted()]));
}

const folderOf = (path: string): string => (path.includes("/") ? (path.split("/")[0] ?? "") : "");

function brokenByFolder(path: string, target: string, { mayUse }: Rules): string[] {
  const [folder, targetFolder] = [folderOf(path), folderOf(target)];
  if (folder === "" || folder === targetFolder) return [];
  const allowed = mayUse[folder];
  if (!allowed) return [`${folder} is a folder without a list of what it may use`];
  return allowed.includes(targetFolder)
    ? []
    : [`${path}: ${folder} must not use ${targetFolder || "the root"}`];
}

function brokenByPackage(path: string, name: string, isType: boolean, rules: Rules): string[] {
  if (name.startsWith("node:")) return [];
  const known = name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : name.split("/")[0];
  if (rules.packages.includes(known ?? "") || (isType && rules.typesOnly.includes(known ?? ""))) return [];
  return [`${path} imports ${name}, which package.json does not bring along`];
}

/** The groups of names that lead to each other and back (Tarjan), each sorted; a name that leads to itself is one. */
function circlesIn(arrows: readonly [from: string, to: string][]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of arrows) next.set(from, (next.get(from) ?? new Set()).add(to));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (name: string): number => {
    const mine = order.size;
    order.set(name, mine);
    lowest.set(name, mine);
    open.push(name);
    for (const target of next.get(name) ?? []) {
      const seen = order.get(target);
      const reached = seen === undefined ? visit(target) : open.includes(target) ? seen : mine;
      lowest.set(name, Math.min(lowest.get(name) ?? mine, reached));
    }
    const low = lowest.get(name) ?? mine;
    if (low !== mine) return low;
    const group = open.splice(open.indexOf(name));
    if (group.length > 1 || next.get(name)?.has(name)) circles.push(group.toSorted());
    return low;
  };
  for (const name of next.keys()) if (!order.has(name)) visit(name);
  return circles;
}

function fullFolders(files: readonly SourceFile[]): string[] {
  const counts = new Map<string, number>();
  for (const { path } of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > MAX_FILES)
    .map(([folder, count]) => `${folder} holds ${count} files: make wings by subject`);
}
