import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { freePort } from "../../../scripts/ports.ts";
import { listenForEvents } from "../../../server/worker/listen-for-events.ts";
import { useEnvironment } from "../../support/database.ts";
import { until } from "../../support/deliver.ts";

// The database is away for as long as the process lives: what tries again must not try more and more.
beforeAll(async () => {
  useEnvironment({ DATABASE_URL: `postgresql://shop:pass@127.0.0.1:${await freePort()}/shop` });
});
afterAll(() => vi.useRealTimers());

it("a worker tries to hear the inbox once a second, however long the database is away", async () => {
  const connect = vi.spyOn(pg.Client.prototype, "connect");
  const began = performance.now();
  const listener = listenForEvents(() => undefined);
  await until(() => connect.mock.calls.length >= 5, "it tried five times");
  await listener.close();
  // A slow machine only makes the pauses longer.
  const seconds = (performance.now() - began) / 1_000;
  expect(connect.mock.calls.length).toBeLessThanOrEqual(2 + seconds);
});
