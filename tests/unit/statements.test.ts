import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const FOLDERS = ["app", "server", "scripts"];

/** The files that send statements without Prisma, with the reason of each. */
const WITHOUT_PRISMA: Record<string, string> = {
  "scripts/app-role.ts": "makes roles and grants, as another user than the shop's",
  "scripts/backup.ts": "a command, which loads no code of the server",
  "scripts/backup/dump-tables.ts": "COPY of every table, whatever its columns are",
  "scripts/backup/load-tables.ts": "COPY into the tables of an earlier version",
  "scripts/backup/require-empty.ts": "asks a database that may have no table yet",
  "scripts/backup/unfinished.ts": "asks before a process may load the shop's environment",
  "scripts/database.ts": "makes the database and migrates it, before Prisma can read it",
  "scripts/db-roles.ts": "makes roles and grants, as another user than the shop's",
  "scripts/find-postgres.ts": "asks a server, before anything else, which files it runs on",
  "scripts/make-role.ts": "makes roles and grants, as another user than the shop's",
  "scripts/restore.ts": "makes the tables of an earlier version",
  "scripts/schema-engine.mjs": "lends Prisma's own engine a connection",
  "scripts/setup-test-event.ts": "looks for one event in a database that may not be at hand",
  "scripts/shop-identity.ts": "asks before a process may load the shop's environment",
  "server/page-cache/change-catalog.ts": "LISTEN on a connection of its own",
  "server/page-cache/listen-for-changes.ts": "LISTEN on a connection of its own",
  "server/platform/db.ts": "sets the zone of a new connection",
  "server/webhooks/notify-inbox.ts": "NOTIFY after each event, with nothing else to do",
  "server/webhooks/record-event.ts": "the webhook's one insert",
  "server/worker/listen-for-events.ts": "LISTEN on a connection of its own",
};

const sendsText = (source: string): boolean => /\.query\s*[(<]/.test(source);
const hasNineParameters = (source: string): boolean => /\$(?:9|[1-9]\d)/.test(source);
const isUnsafe = (source: string): boolean => /\$(?:query|execute)RawUnsafe\b/.test(source);

function filesWith(isMeant: (source: string) => boolean): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => normalize(join(entry.parentPath, entry.name)))
      .filter((path) => isMeant(readFileSync(path, "utf8"))),
  ).toSorted();
}

describe("a statement", () => {
  it("goes through Prisma, but for the few files that say why not", () => {
    expect(filesWith(sendsText)).toEqual(Object.keys(WITHOUT_PRISMA));
  });

  it("binds its values where they stand: none has nine numbered parameters, none is put together from text", () => {
    expect(filesWith(hasNineParameters)).toEqual([]);
    expect(filesWith(isUnsafe)).toEqual([]);
  });

  it.each([
    ['await pool().query("SELECT 1")', sendsText],
    ["await pool().query<Row>(text, values)", sendsText],
    ["pool()\n    .query({ name, text })", sendsText],
    ["VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", hasNineParameters],
    ["WHERE id = $12", hasNineParameters],
    ["tx.$queryRawUnsafe(text)", isUnsafe],
    ["db().$executeRawUnsafe<Row>(text)", isUnsafe],
  ])("is caught when it breaks the rule: %s", (source, finds) => {
    expect(finds(source)).toBe(true);
  });

  it.each([
    ["await db().$queryRaw`SELECT 1`", sendsText],
    ["listOrders({ ...query, search })", sendsText],
    ["VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", hasNineParameters],
    ["tx.$executeRaw`SELECT 1`", isUnsafe],
  ])("is left alone when it keeps it: %s", (source, finds) => {
    expect(finds(source)).toBe(false);
  });
});
