import { dirname, join, normalize } from "node:path";

export type SourceFile = { path: string; text: string };
export type Violation = { path: string; rule: string };

const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: ["domain"],
  messages: ["messages", "domain"],
  ui: ["domain", "ui", "messages"],
  server: ["domain", "server", "prisma", "messages"],
  sandbox: ["sandbox"],
  app: ["app", "domain", "ui", "server", "messages"],
  scripts: ["scripts", "domain", "server", "messages"],
};

/**
 * Which modules of `server/` a module may use besides itself. The list has no circle; `worker` starts everything.
 * A new module is a new row.
 */
const MAY_USE: Record<string, readonly string[]> = {
  platform: [],
  accounts: ["platform"],
  settings: ["platform", "page-cache", "accounts", "catalog"],
  stripe: ["platform"],
  "page-cache": ["platform"],
  stock: ["platform", "page-cache", "accounts"],
  discounts: ["platform", "accounts"],
  mail: ["platform", "accounts", "settings", "documents"],
  people: ["platform", "accounts", "mail"],
  customers: ["platform", "accounts", "orders", "mail", "webhooks"],
  documents: ["platform", "settings", "accounts"],
  catalog: ["platform", "page-cache", "accounts", "stock"],
  content: ["platform", "page-cache", "accounts", "settings", "catalog"],
  tax: ["platform", "accounts", "settings"],
  cart: ["platform", "settings", "catalog", "discounts", "tax"],
  orders: [
    "platform",
    "page-cache",
    "stock",
    "discounts",
    "stripe",
    "accounts",
    "mail",
    "settings",
    "documents",
  ],
  checkout: ["platform", "stock", "discounts", "stripe", "orders", "cart", "catalog", "content", "settings"],
  webhooks: ["platform", "stripe", "orders", "accounts"],
  reports: ["platform", "accounts"],
  reconciliation: ["platform", "stripe", "orders", "stock", "discounts", "webhooks", "accounts", "reports"],
  monitoring: ["platform", "stripe", "stock", "webhooks", "accounts", "content"],
  today: ["platform", "accounts", "mail", "orders", "reconciliation", "reports", "stock"],
};
const STARTS_EVERYTHING = "worker";

/** Where folders hold at most this many files of their own; more get wings by subject. */
const MAX_FILES = 12;
const COUNTED_FOLDERS = ["server", "ui", "domain"];

/** The one file of the sandbox that a test may read: its table of permissions, to be compared with the shop's. */
const COMPARED = "sandbox/protocol/permissions.ts";

const IMPORT = /(?:from\s+|import\s+|import\(\s*)["']([^"']+)["']/g;

/** Every import, and every use of what belongs to another folder, that the rules do not allow. */
export function findViolations(files: SourceFile[]): Violation[] {
  return [
    ...files.flatMap((file) => rulesBrokenBy(file).map((rule) => ({ path: file.path, rule }))),
    ...findCrowdedFolders(files),
    // The sandbox is a package of its own, with a check of its own.
    ...findCircles(files.filter(({ path }) => folderOf(path) !== "sandbox")),
  ];
}

function findCrowdedFolders(files: SourceFile[]): Violation[] {
  const counted = files.filter(({ path }) => COUNTED_FOLDERS.includes(folderOf(path)));
  const folders = Map.groupBy(counted, ({ path }) => dirname(path));
  return [...folders]
    .filter(([, inside]) => inside.length > MAX_FILES)
    .map(([path, inside]) => ({ path, rule: `a folder of ${inside.length} files needs wings` }));
}

/** Files that import one another in a circle, types included: each circle once, from its first file on. */
function findCircles(files: SourceFile[]): Violation[] {
  const paths = new Set(files.map(({ path }) => path));
  const targets = new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(text)
        .map((name) => targetOf(path, name))
        .flatMap((target) => (target === null ? [] : (findFile(paths, target) ?? []))),
    ]),
  );
  const finished = new Set<string>();
  const trail: string[] = [];
  const found: Violation[] = [];
  const visit = (path: string) => {
    if (finished.has(path)) return;
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push({ path, rule: `circle of imports: ${[...trail.slice(start), path].join(" -> ")}` });
      return;
    }
    trail.push(path);
    for (const target of targets.get(path) ?? []) visit(target);
    trail.pop();
    finished.add(path);
  };
  for (const { path } of files) visit(path);
  return found;
}

function findFile(paths: Set<string>, target: string): string | undefined {
  return ["", ".ts", ".tsx", ".mjs"].map((ending) => target + ending).find((path) => paths.has(path));
}

const importsOf = (text: string): string[] => [...text.matchAll(IMPORT)].map(([, name = ""]) => name);

function rulesBrokenBy(file: SourceFile): string[] {
  return [...importsOf(file.text).flatMap((name) => brokenByImport(file, name)), ...brokenByText(file)];
}

function brokenByImport({ path }: SourceFile, name: string): string[] {
  const folder = folderOf(path);
  const target = targetOf(path, name);
  if (target === null) return brokenByPackage(path, name);
  const targetFolder = folderOf(target);
  if (folder === "tests")
    return targetFolder === "sandbox" && target !== COMPARED ? ["tests start the sandbox as a process"] : [];
  if (targetFolder === folder && folder === "app") return brokenByRoute(path, target);
  if (targetFolder === folder && folder === "server") return brokenByModule(path, target);
  if (target.startsWith("prisma/generated") && path !== "server/platform/db.ts")
    return ["only server/platform/db.ts imports the Prisma client"];
  if (!(folder in MAY_IMPORT) || !targetFolder || MAY_IMPORT[folder]?.includes(targetFolder)) return [];
  return [`${folder} must not import ${targetFolder}`];
}

function brokenByPackage(path: string, name: string): string[] {
  const folder = folderOf(path);
  if (name.startsWith("@latchkey/")) return ["the sandbox is started, not imported"];
  if (folder === "domain" && /^(node:|next|react|pg$|pino)/.test(name))
    return [`domain must not import ${name}`];
  const isOurs = ["server", "app", "ui", "domain"].includes(folder);
  if (name === "stripe" && isOurs && !path.startsWith("server/stripe/"))
    return ["only server/stripe imports stripe"];
  if (name.startsWith("@prisma/client") && path !== "server/platform/db.ts")
    return ["only server/platform/db.ts imports the Prisma client"];
  return [];
}

function brokenByModule(path: string, target: string): string[] {
  const from = moduleOf(path);
  const to = moduleOf(target);
  if (from === to || from === STARTS_EVERYTHING) return [];
  const allowed = MAY_USE[from];
  if (allowed === undefined) return [`server/${from} is not in the list of modules`];
  return allowed.includes(to) ? [] : [`${from} must not use ${to}`];
}

/** A page may use what lies next to it, below or above it, and the actions of any route. */
function brokenByRoute(path: string, target: string): string[] {
  const isActions = /(^|\/)actions$/.test(target.replace(/\.tsx?$/, ""));
  const isNear = target.startsWith(`${dirname(path)}/`) || path.startsWith(`${dirname(target)}/`);
  return isActions || isNear ? [] : ["app imports only its own folder and other routes' actions"];
}

function brokenByText({ path, text }: SourceFile): string[] {
  const folder = folderOf(path);
  const broken: string[] = [];
  const isServerFile = folder === "server" && path.endsWith(".ts");
  if (isServerFile && !/^import "server-only";/.test(text))
    broken.push('server files start with import "server-only"');
  const readsEnv = /process\.env\.(?!NEXT_RUNTIME|NODE_ENV|LOG_LEVEL)/.test(text);
  if (["server", "app", "ui", "domain"].includes(folder) && readsEnv && path !== "server/platform/env.ts") {
    broken.push("only server/platform/env.ts reads process.env");
  }
  if (folder === "domain" && /Date\.now\(|new Date\(\)|Math\.random\(/.test(text))
    broken.push("domain must not read the clock");
  if (/^["']use server["']/m.test(text) && !path.endsWith("/actions.ts"))
    broken.push("only actions.ts files are server actions");
  return broken;
}

const folderOf = (path: string): string => path.split("/")[0] ?? "";

const moduleOf = (path: string): string => path.split("/")[1] ?? "";

/** The file that an import means, from the top; null for a package. */
function targetOf(path: string, name: string): string | null {
  if (name.startsWith("@/")) return name.slice(2);
  return name.startsWith(".") ? normalize(join(dirname(path), name)) : null;
}
