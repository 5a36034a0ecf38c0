import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit } from "@/server/accounts/audit/audit";
import { closeDb, pool, transaction } from "@/server/platform/db";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { TSX } from "../../support/tsx.ts";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
afterAll(closeDb);

/** The command, as a merchant runs it. */
function verify(...args: string[]): Promise<{ code: number; out: string }> {
  const command = [...TSX, "scripts/audit-verify.ts"];
  return new Promise((done) =>
    execFile(process.execPath, [...command, ...args], { env: process.env }, (error, stdout, stderr) =>
      done({ code: typeof error?.code === "number" ? error.code : 0, out: stdout || stderr }),
    ),
  );
}

/** As the owner of the tables could, with the triggers off; nothing of it is kept. */
async function tamper(...statements: string[]) {
  const saved = await pool().query("SELECT * FROM audit_entries ORDER BY seq");
  const heads = await pool().query("SELECT * FROM audit_heads");
  await pool().query("ALTER TABLE audit_entries DISABLE TRIGGER ALL");
  try {
    for (const statement of statements) await pool().query(statement);
    return await verify();
  } finally {
    await pool().query("TRUNCATE audit_entries");
    for (const row of saved.rows) {
      await pool().query(
        "INSERT INTO audit_entries SELECT * FROM jsonb_populate_record(NULL::audit_entries, $1)",
        [JSON.stringify(row, (_, value) => (typeof value === "bigint" ? Number(value) : value))],
      );
    }
    await pool().query("UPDATE audit_heads SET seq = $1, hash = $2", [heads.rows[0].seq, heads.rows[0].hash]);
    await pool().query("ALTER TABLE audit_entries ENABLE TRIGGER ALL");
  }
}

it("A3 has no gap and no fork when changes come together and some are rolled back", async () => {
  const tries = Array.from({ length: 60 }, (_, at) =>
    transaction(async (tx) => {
      await audit(tx, { by: "command", action: "records_checked", after: { at, text: 'é ☃ " \\ </x>' } });
      if (at % 3 === 0) throw new Error("rolled back");
    }).catch((error: Error) => error.message),
  );
  const outcomes = await Promise.all(tries);
  expect(outcomes.filter((outcome) => outcome === "rolled back")).toHaveLength(20);
  const { rows } = await pool().query(
    "SELECT count(*)::int AS count, max(e.seq)::int AS last, count(*) FILTER (WHERE e.at < p.at)::int AS backwards FROM audit_entries e LEFT JOIN audit_entries p ON p.seq = e.seq - 1",
  );
  expect(rows[0].count).toBe(rows[0].last);
  expect(rows[0].backwards).toBe(0);
  expect(await verify()).toMatchObject({ code: 0, out: expect.stringContaining(", 0 faults.") });
});

describe("A3 npm run audit:verify", () => {
  let head = 0;
  beforeAll(async () => {
    for (let at = 0; at < 5; at += 1)
      await transaction((tx) => audit(tx, { by: "command", action: "records_checked", after: { at } }));
    head = Number((await pool().query("SELECT seq FROM audit_heads")).rows[0].seq);
  });

  const COPY = `INSERT INTO audit_entries (seq, at, actor, action, previous_hash, hash)`;
  it.each([
    [
      "an entry that was changed",
      () => ["UPDATE audit_entries SET actor = 'other' WHERE seq = 3"],
      "Entry 3 was changed.",
    ],
    [
      "a time that was changed",
      () => ["UPDATE audit_entries SET at = at - interval '1 day' WHERE seq = 2"],
      "Entry 2 was changed.",
    ],
    [
      "details that were changed",
      () => [`UPDATE audit_entries SET after = '{"at": 9}' WHERE seq = ${head}`],
      "was changed.",
    ],
    ["an entry that was removed", () => ["DELETE FROM audit_entries WHERE seq = 3"], "Entry 3 is gone."],
    ["the first, removed", () => ["DELETE FROM audit_entries WHERE seq = 1"], "Entry 1 is gone."],
    ["the last, removed", () => [`DELETE FROM audit_entries WHERE seq = ${head}`], "is gone."],
    [
      "one that was inserted at the end",
      () => [`${COPY} SELECT ${head + 1}, now(), 'x', 'y', hash, 'z' FROM audit_heads`],
      "was inserted.",
    ],
    [
      "one that was inserted before the first",
      () => [`${COPY} VALUES (0, now(), 'x', 'y', repeat('0', 64), 'z')`],
      "Entry 0 was inserted.",
    ],
    [
      "one that was put in another's place",
      () => [
        "DELETE FROM audit_entries WHERE seq = 2",
        `${COPY} SELECT 2, now(), 'x', 'y', hash, hash FROM audit_entries WHERE seq = 1`,
      ],
      "Entry 2 was changed.",
    ],
  ])("A3 finds %s", async (_, statements, sentence) => {
    const { code, out } = await tamper(...statements());
    expect(out).toContain(sentence);
    expect(code).toBe(1);
  });

  it("A3 finds a chain that was calculated again, by a head that was kept elsewhere", async () => {
    const { out } = await verify();
    const [, kept] = /Head: (\d+:[0-9a-f]{64})/.exec(out) ?? [];
    expect(await verify("--known", kept ?? "")).toMatchObject({ code: 0 });
    await pool().query("ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_append_only");
    await pool().query("TRUNCATE audit_entries");
    await pool().query("UPDATE audit_heads SET seq = 0, hash = repeat('0', 64)");
    await pool().query("ALTER TABLE audit_entries ENABLE TRIGGER audit_entries_append_only");
    await transaction((tx) => audit(tx, { by: "command", action: "records_checked" }));
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await verify("--known", kept ?? "")).toMatchObject({
      code: 1,
      out: expect.stringContaining("calculated again"),
    });
  });

  it.each(["UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries", "TRUNCATE audit_entries"])(
    "A3 %s is refused even to the owner of the table",
    async (statement) => {
      await expect(pool().query(statement)).rejects.toThrow("audit entries are never changed or removed");
    },
  );
});
