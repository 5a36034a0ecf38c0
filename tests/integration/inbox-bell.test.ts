import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useDatabase, useEnvironment } from "../support/database.ts";

let ears: pg.Client;
let heard = 0;

beforeAll(async () => {
  const url = await useDatabase();
  useEnvironment();
  ears = new pg.Client(url);
  await ears.connect();
  ears.on("notification", () => {
    heard += 1;
  });
  await ears.query("LISTEN latchkey_inbox");
});
afterAll(async () => {
  await ears.end();
  await (await import("../../server/db.ts")).closeDb();
});

/** Ten gaps between two rings: what was to be heard has been heard by then. */
const listen = async () => {
  for (let round = 0; round < 10; round += 1) {
    await new Promise((done) => setTimeout(done, 50));
    await ears.query("SELECT 1");
  }
};

it("rings of a moment wake the worker at once and once more for the rest, and none is left over", async () => {
  const { ringInbox } = await import("../../server/inbox/ring-inbox.ts");
  ringInbox();
  await listen();
  expect(heard, "one ring, however long one listens").toBe(1);
  for (let rings = 0; rings < 100; rings += 1) ringInbox();
  await listen();
  expect(heard, "the first of a hundred, and one for all the others").toBe(3);
  ringInbox();
  await listen();
  expect(heard).toBe(4);
});
