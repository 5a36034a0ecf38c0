import { dirname, join, normalize } from "node:path";

export type SourceFile = { path: string; text: string };
export type Violation = { path: string; rule: string };

const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: ["domain"],
  ui: ["domain", "ui"],
  server: ["domain", "server", "prisma"],
  sandbox: ["sandbox"],
  app: ["app", "domain", "ui", "server"],
  scripts: ["scripts", "domain", "server"],
};

/** What a file of `server/` may lean on: strictly lower ranks. */
const RANKS: Record<string, number> = Object.fromEntries(
  [
    [
      "env",
      "log",
      "crash-point",
      "reference",
      "same-origin",
      "client-address",
      "surface",
      "find-foreign-action",
    ],
    ["db"],
    ["queue", "auth", "stripe"],
    ["session"],
    ["catalog", "keys", "stock", "mail"],
    ["admins", "cart", "orders"],
    ["checkout", "inbox", "reconcile"],
    ["jobs"],
  ].flatMap((modules, rank) => modules.map((name) => [name, rank])),
);

const IMPORT = /(?:from\s+|import\s+|import\(\s*)["']([^"']+)["']/g;

/** Every import, and every use of what belongs to another room, that the house rules do not allow. */
export function findViolations(files: SourceFile[]): Violation[] {
  return files.flatMap((file) => rulesBrokenBy(file).map((rule) => ({ path: file.path, rule })));
}

function rulesBrokenBy(file: SourceFile): string[] {
  const imports = [...file.text.matchAll(IMPORT)].map(([, name = ""]) => name);
  return [...imports.flatMap((name) => brokenByImport(file, name)), ...brokenByText(file)];
}

function brokenByImport({ path }: SourceFile, name: string): string[] {
  const room = roomOf(path);
  const target = targetOf(path, name);
  if (target === null) return brokenByPackage(path, name);
  const targetRoom = roomOf(target);
  if (targetRoom === room && room === "app") return brokenByRoute(path, target);
  if (targetRoom === room && room === "server") return brokenByRank(path, target);
  if (target.startsWith("prisma/generated") && path !== "server/db.ts")
    return ["only server/db.ts imports the Prisma client"];
  if (!(room in MAY_IMPORT) || !targetRoom || MAY_IMPORT[room]?.includes(targetRoom)) return [];
  return [`${room} must not import ${targetRoom}`];
}

function brokenByPackage(path: string, name: string): string[] {
  const room = roomOf(path);
  if (room === "domain" && /^(node:|next|react|pg$|pino)/.test(name))
    return [`domain must not import ${name}`];
  const isOurs = ["server", "app", "ui", "domain"].includes(room);
  if (name === "stripe" && isOurs && !path.startsWith("server/stripe/"))
    return ["only server/stripe imports stripe"];
  if (name.startsWith("@prisma/client") && path !== "server/db.ts")
    return ["only server/db.ts imports the Prisma client"];
  return [];
}

function brokenByRank(path: string, target: string): string[] {
  const from = moduleOf(path);
  const to = moduleOf(target);
  if (from === to) return [];
  const [high, low] = [RANKS[from], RANKS[to]];
  if (high === undefined || low === undefined)
    return [`server/${high === undefined ? from : to} has no rank`];
  return low < high || (high === 0 && low === 0) ? [] : [`${from} (${high}) must not import ${to} (${low})`];
}

/** A page may use what lies beside, below or above it, and the actions of any route. */
function brokenByRoute(path: string, target: string): string[] {
  const isActions = /(^|\/)actions$/.test(target.replace(/\.tsx?$/, ""));
  const isNear = target.startsWith(`${dirname(path)}/`) || path.startsWith(`${dirname(target)}/`);
  return isActions || isNear ? [] : ["app imports only its own folder and other routes' actions"];
}

function brokenByText({ path, text }: SourceFile): string[] {
  const room = roomOf(path);
  const broken: string[] = [];
  const isServerFile = room === "server" && path.endsWith(".ts");
  if (isServerFile && !/^import "server-only";/.test(text))
    broken.push('server files start with import "server-only"');
  const readsEnv = /process\.env\.(?!NEXT_RUNTIME|NODE_ENV|LOG_LEVEL)/.test(text);
  if (["server", "app", "ui", "domain"].includes(room) && readsEnv && path !== "server/env.ts") {
    broken.push("only server/env.ts reads process.env");
  }
  if (room === "domain" && /Date\.now\(|new Date\(\)|Math\.random\(/.test(text))
    broken.push("domain must not read the clock");
  if (/^["']use server["']/m.test(text) && !path.endsWith("/actions.ts"))
    broken.push("only actions.ts files are server actions");
  return broken;
}

const roomOf = (path: string): string => path.split("/")[0] ?? "";

function moduleOf(path: string): string {
  return (path.split("/")[1] ?? "").replace(/\.tsx?$/, "");
}

/** The file that an import means, from the top; null for a package. */
function targetOf(path: string, name: string): string | null {
  if (name.startsWith("@/")) return name.slice(2);
  return name.startsWith(".") ? normalize(join(dirname(path), name)) : null;
}
