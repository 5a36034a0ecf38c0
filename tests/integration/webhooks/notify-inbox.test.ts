import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDb } from "../../../server/platform/db.ts";
import { notifyInbox } from "../../../server/webhooks/notify-inbox.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { openListener } from "../../support/notification-listener.ts";

let listener: Awaited<ReturnType<typeof openListener>>;

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  listener = await openListener();
});
afterAll(async () => {
  await listener.close();
  await closeDb();
});

it("notifications of a moment wake the worker immediately and once more for the rest, and none is left over", async () => {
  notifyInbox();
  expect(await listener.listen(), "one notification, however long one listens").toBe(1);
  for (let times = 0; times < 100; times += 1) notifyInbox();
  expect(await listener.listen(), "the first of a hundred, and one for all the others").toBe(3);
  notifyInbox();
  expect(await listener.listen()).toBe(4);
});
