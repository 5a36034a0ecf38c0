import { afterAll, beforeAll, expect, it } from "vitest";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { openEars } from "../../support/notification-listener.ts";

let ears: Awaited<ReturnType<typeof openEars>>;

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  ears = await openEars();
});
afterAll(async () => {
  await ears.close();
  await (await import("../../../server/platform/db.ts")).closeDb();
});

it("rings of a moment wake the worker at once and once more for the rest, and none is left over", async () => {
  const { ringInbox } = await import("../../../server/webhooks/notify-inbox.ts");
  ringInbox();
  expect(await ears.listen(), "one ring, however long one listens").toBe(1);
  for (let rings = 0; rings < 100; rings += 1) ringInbox();
  expect(await ears.listen(), "the first of a hundred, and one for all the others").toBe(3);
  ringInbox();
  expect(await ears.listen()).toBe(4);
});
