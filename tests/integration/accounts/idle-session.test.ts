import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { GET as getLive } from "@/app/admin/live/route";
import { GET, POST } from "@/app/admin/session/route";
import { startSession } from "@/server/accounts/start-session";
import { closeDb, pool } from "@/server/platform/db";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { makeAdmin, openBrowser, PASSWORD } from "./admin-browser.ts";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
  openBrowser();
  await startSession(await makeAdmin("viewer"), PASSWORD);
});

const shift = (column: "last_seen_at" | "expires_at", by: string) =>
  pool().query(`UPDATE admin_sessions SET ${column} = now() + $1::interval`, [by]);

const left = async (answer: Promise<Response>) => (await answer).json();

it("A1 asking how long a session goes on is no use of it, and using it prolongs it", async () => {
  await shift("last_seen_at", "-28 minutes");
  for (const _ of [1, 2]) {
    const { secondsLeft, isFinal } = await left(GET());
    expect(secondsLeft).toBeGreaterThan(110);
    expect(secondsLeft).toBeLessThanOrEqual(120);
    expect(isFinal).toBe(false);
  }
  expect(await left(POST())).toEqual({ secondsLeft: 1800, isFinal: false });
  expect((await left(GET())).secondsLeft).toBeGreaterThan(1790);
});

it("A1 a page that keeps itself up to date does not prolong a session, and is answered nothing after it", async () => {
  await shift("last_seen_at", "-28 minutes");
  const ask = () => getLive(new Request("http://localhost/admin/live"));
  expect((await ask()).status).toBe(200);
  expect((await left(GET())).secondsLeft).toBeLessThanOrEqual(120);
  await shift("last_seen_at", "-31 minutes");
  expect((await ask()).status).toBe(401);
});

it("A1 a session that is as old as one may be says that no use prolongs it", async () => {
  await shift("expires_at", "100 seconds");
  const { secondsLeft, isFinal } = await left(POST());
  expect(secondsLeft).toBeLessThanOrEqual(100);
  expect(isFinal).toBe(true);
  expect(await left(GET())).toMatchObject({ isFinal: true });
});

it("A1 a session that is over is not prolonged, and no other site prolongs one", async () => {
  browser.sent.set("sec-fetch-site", "cross-site");
  expect((await POST()).status).toBe(403);
  browser.sent.set("sec-fetch-site", "same-origin");
  await shift("last_seen_at", "-31 minutes");
  expect((await POST()).status).toBe(401);
  expect((await GET()).status).toBe(401);
});
