import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { type Finding, findRetiredWords, RETIRED_WORDS, type Source } from "../support/retired-words.ts";

const FOLDERS = [
  "app",
  "ui",
  "domain",
  "server",
  "messages",
  "scripts",
  "sandbox",
  "docs",
  "tests",
  "prisma/schema",
  "prisma/migrations",
];
const FILES = [
  "README.md",
  ".env.example",
  "package.json",
  "next.config.js",
  "prisma.config.ts",
  "proxy.ts",
  "instrumentation.ts",
];
const IS_READ = /\.(?:ts|tsx|mjs|js|css|json|md|prisma|sql|example)$/;

/** Where every retired word is listed, or stands as it was once written. A migration that is applied never changes. */
const NOT_READ = [
  "docs/glossary.md",
  "tests/support/retired-words.ts",
  "tests/unit/language.test.ts",
  "tests/fixtures/old-versions/",
  "node_modules/",
];
const LAST_OLD_MIGRATION = "20261128130000_event_reasons";

/** Lines that keep a retired word, each with its reason. */
const KEPT: { path: string; contains: string; reason: string }[] = [
  { path: "server/platform/queue.ts", contains: "RETIRED_QUEUES", reason: "queues of earlier versions" },
  { path: "next.config.js", contains: '"/admin/books"', reason: "an address of earlier versions" },
  { path: "tests/e2e/admin.test.ts", contains: '"/admin/books"', reason: "an address of earlier versions" },
  {
    path: "tests/unit/commit-messages.test.ts",
    contains: "Half a letter",
    reason: "an old commit's subject",
  },
];

/** The last commit before this rule was kept. */
const BEFORE = "d6f98f4";

function readSources(): Source[] {
  return [...FOLDERS.flatMap(filesBelow), ...FILES]
    .filter((path) => IS_READ.test(path) && !NOT_READ.some((left) => path.includes(left)))
    .filter((path) => !isOldMigration(path))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => normalize(join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

function isOldMigration(path: string): boolean {
  const [, name] = /^prisma\/migrations\/([^/]+)\//.exec(path) ?? [];
  return name !== undefined && name <= LAST_OLD_MIGRATION;
}

/** The messages of every commit since then; null where the history is not at hand (an archive, a shallow clone). */
function readCommits(): Source[] | null {
  const { status, stdout } = spawnSync("git", ["log", "--format=%h%n%B%x00", `${BEFORE}..HEAD`], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) return null;
  return stdout.split("\0").flatMap((entry) => {
    const [hash = "", ...lines] = entry.trim().split("\n");
    return hash ? [{ path: `commit ${hash}`, text: lines.join("\n") }] : [];
  });
}

const say = ({ path, line, text, instead }: Finding): string => `${path}:${line} ${text} — say: ${instead}`;

const sources = readSources();
const found = findRetiredWords(sources);
const isKept = (finding: Finding): boolean =>
  KEPT.some(({ path, contains }) => finding.path.startsWith(path) && finding.text.includes(contains));

describe("the language of Latchkey", () => {
  it("has no retired word in code, messages, documents and file names", () => {
    expect(found.filter((finding) => !isKept(finding)).map(say)).toEqual([]);
  });

  it.each(KEPT)("still needs the exception for $reason in $path", ({ path, contains }) => {
    expect(found.some((finding) => finding.path === path && finding.text.includes(contains))).toBe(true);
  });

  it.skipIf(readCommits() === null)("has no retired word in the messages of commits", () => {
    expect(findRetiredWords(readCommits() ?? []).map(say)).toEqual([]);
  });

  it("is read in every folder", () => {
    expect(sources.length).toBeGreaterThan(800);
    for (const folder of FOLDERS.filter((name) => name !== "prisma/migrations"))
      expect(sources.some(({ path }) => path.startsWith(`${folder}/`))).toBe(true);
  });
});

// Each was in an earlier version, or would be today's way to write it; a checker that passes them all checks nothing.
describe("the checker", () => {
  it.each<[string, string, string]>([
    ["a function", "server/a.ts", "export async function settleOrder(id: string) {}"],
    ["a variable of several words", "server/a.ts", "const secondPayment = null;"],
    ["a constant", "server/a.ts", "const MOST_TRIES = 3;"],
    ["a type", "server/a.ts", "type Doorbell = { id: string };"],
    ["a type's suffix", "server/a.ts", "export type RefundWish = { amount: Money };"],
    ["a comment", "server/a.ts", "// The judge compares what is stored."],
    [
      "a comment over two lines",
      "server/a.ts",
      "/**\n * Reconciles the order, whose money was given\n * back.\n */",
    ],
    ["a message", "messages/en.json", '{ "refund": "Your money is given back." }'],
    ["a message's key", "messages/en.json", '{ "secondPayment": "Paid twice" }'],
    ["a sentence of a command", "scripts/a.ts", 'console.log("Run it anew.");'],
    ["a text of a page", "ui/a.tsx", "<p>Somebody looks at it.</p>"],
    ["a document", "docs/a.md", "The admin mends what differs."],
    ["a document over two lines", "docs/a.md", "Orders that are put before\na person are listed here."],
    ["a column of the schema", "prisma/schema/a.prisma", 'settleVersion Int @map("settle_version")'],
    ["a table of a migration", "prisma/migrations/2027_a/migration.sql", "CREATE TABLE closed_functions ();"],
    ["a column of a statement", "server/a.ts", "sql`SELECT policy_refund FROM orders`"],
    ["a style", "ui/a.css", ".desk { color: red; }"],
    ["a test's title", "tests/a.test.ts", 'it("rings once", () => {});'],
    ["a file's name", "server/orders/settle-order.ts", ""],
    ["a commit's subject", "commit abc", "Keep the stray payment beside the order"],
  ])("finds a retired word in %s", (_what, path, text) => {
    expect(findRetiredWords([{ path, text }])).not.toEqual([]);
  });

  it("finds each retired word", () => {
    const sentence =
      "The doorbell rings: the judge settles the books, whoever is at the desk mends them anew. A stray payment, a second payment " +
      "or an unsendable one is given back as a policy refund by somebody, for a person, beside it, by the minute, for ever. " +
      "A closed function is no reason not to promiseMail at MOST_TRIES; type RefundWish in the rooms of the house.";
    const instead = new Set(
      findRetiredWords([{ path: "docs/a.md", text: sentence }]).map((one) => one.instead),
    );
    expect(
      [...new Set(RETIRED_WORDS.map((word) => word.instead))].filter((one) => !instead.has(one)),
    ).toEqual([]);
  });

  it("says where and what to say instead", () => {
    const text = "// fine\n// booked twice\n";
    expect(findRetiredWords([{ path: "server/a.ts", text }]).map(say)).toEqual([
      "server/a.ts:2 // booked twice — say: records",
    ]);
  });

  it.each([
    "A key ring and a desk lamp",
    'className="ring-2 focus-ring"',
    "await Promise.allSettled(jobs);",
    "The settlement of a payout",
    "a stray quote",
    "the second of two payments",
    "Go back to the shop and give it a name",
    "stringify the string that bring() returned",
    "A phone book",
    "const MAX_TRIES = 3;",
    "this must amend the recommended judgement",
  ])("lets pass: %s", (text) => {
    expect(findRetiredWords([{ path: "server/a.ts", text }])).toEqual([]);
  });
});
