import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";
import { useDatabase } from "./database.ts";
import { startStoredSandbox } from "./start-sandbox.ts";

/** What an order of the old version must look like to the pages; amounts in minor units. */
const order = z.object({
  payment: z.string(),
  conflict: z.string().nullable(),
  total: z.string(),
  captured: z.string(),
  refunded: z.string(),
  refunds: z.array(z.string()),
  disputes: z.array(z.string()),
  /** Rows of its history, with its webhook events. */
  history: z.number(),
});
export type ExpectedOrder = z.infer<typeof order>;

const expectations = z.object({
  /** The sandbox's time, in seconds. */
  takenAt: z.number(),
  migrations: z.array(z.string()),
  admin: z.object({ email: z.string(), password: z.string() }),
  /** A shopper's cookie. */
  cart: z.string(),
  /** How many of each state. */
  events: z.record(z.string(), z.number()),
  mails: z.record(z.string(), z.number()),
  /** By number, as they were. */
  orders: z.record(z.string(), order),
  /** What is otherwise once the records were brought to where Stripe was at that moment. */
  afterReconcile: z.record(z.string(), order),
  /** And what is otherwise months later. */
  afterMonths: z.record(z.string(), order),
});

/**
 * A shop as an older version left it: its database, with the migrations of then alone, and the sandbox, whose clock
 * goes on from the moment of the dump, whatever day it is here.
 * @param folder of tests/fixtures/old-versions
 */
export async function openOldShop(folder: string) {
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const expected = expectations.parse(JSON.parse(read("expected.json")));
  const databaseUrl = await useDatabase("template1");
  const client = new pg.Client(databaseUrl);
  await client.connect();
  for (const name of expected.migrations)
    await client.query(readFileSync(join("prisma/migrations", name, "migration.sql"), "utf8"));
  await client.query(read("data.sql"));
  await client.end();

  const dataDir = mkdtempSync(join(tmpdir(), "latchkey-old-shop-"));
  const journal = join(dataDir, "journal.jsonl");
  copyFileSync(join(folder, "sandbox/journal.jsonl"), journal);
  const offset = { id: "clock_offset", value: expected.takenAt - Math.floor(Date.now() / 1_000) };
  writeFileSync(journal, `${JSON.stringify([{ table: "settings", put: offset }])}\n`, { flag: "a" });
  const sandbox = await startStoredSandbox(dataDir);

  return {
    expected,
    databaseUrl,
    sandbox,
    dataDir,
    /** Lets time pass at Stripe. */
    advance: async (days: number) => {
      const answer = await fetch(`${sandbox.url}/_sandbox/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ advance_seconds: days * 24 * 3_600 }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    close: async () => {
      await sandbox.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

export type OldShop = Awaited<ReturnType<typeof openOldShop>>;
