import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { getMail } from "../../../server/mail/get-mail.ts";
import { enqueueMailOnce } from "../../../server/orders/mail/enqueue-mail-once.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { transaction } from "../../../server/platform/db.ts";
import { enqueue } from "../../../server/platform/queue.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { startWorker } from "../../../server/worker/start-worker.ts";
import { openMailServer } from "../../support/mail-server.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
let mails: Awaited<ReturnType<typeof openMailServer>>;
let stopWorker: () => Promise<void>;

beforeAll(async () => {
  mails = await openMailServer();
  s = await openScenario({ SMTP_URL: mails.url });
});
afterAll(async () => {
  await stopWorker?.();
  await s.testShop.close();
  mails.close();
});

it("mails that wait are sent ten at a time, and one that fails keeps none of the others", async () => {
  const { order } = await s.sell();
  await transaction(async (tx) => {
    for (let count = 0; count < 24; count += 1)
      await enqueueMailOnce(tx, order.id, "withdrawal_link", { linkId: randomUUID() });
    await enqueue(tx, "send-order-mail", { orderId: order.id, kind: "refunded", refundId: "none" });
  });
  const jobs = () =>
    s.testShop.sql<{ state: string; retries: number; started: string; kind: string }>(
      `SELECT state, retry_count AS retries, started_on::text AS started, data->>'kind' AS kind
         FROM pgboss.job WHERE name = 'send-order-mail'`,
    );
  stopWorker = await startWorker();
  await vi.waitFor(
    async () => {
      const states = (await jobs()).map(({ state }) => state).sort();
      expect(states).toEqual([...Array<string>(25).fill("completed"), "retry"]);
    },
    { timeout: 180_000, interval: 200 },
  );
  const done = (await jobs()).filter(({ state }) => state === "completed");
  expect(done.filter(({ retries }) => retries > 0)).toEqual([]);
  expect(new Set(done.map(({ started }) => started)).size).toBeLessThanOrEqual(4);
  const failed = (await jobs()).find(({ kind }) => kind === "refunded");
  expect(failed?.state).toBe("retry");
  expect(mails.recipients).toHaveLength(25);
});

it("the link is in the mail that is sent, and neither in the outbox, in events, nor in what an admin sees", async () => {
  const { order } = await s.sell();
  const reference = referenceOf(order.id);
  mails.messages.length = 0;
  await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
  // Quoted-printable breaks lines within a word.
  expect(mails.messages.join("\n").replaceAll(/=\r?\n/g, "")).toContain(`/orders/${reference}`);
  const [mail] = await s.testShop.sql<{ id: string; html: string; text: string }>(
    "SELECT id, html, text FROM mails WHERE order_id = $1 AND kind = 'order_confirmation'",
    [order.id],
  );
  const shown = await getMail(mail?.id ?? "");
  expect(shown?.text).toContain("/orders/…");
  expect(JSON.stringify([mail, shown])).not.toContain(reference);
  await s.drain(order.id, 2);
  const [told] = await s.testShop.sql<{ sessions: number; text: string }>(
    `SELECT count(*) FILTER (WHERE type LIKE 'checkout.session.%')::int AS sessions, string_agg(payload::text, '') AS text
       FROM stripe_events WHERE order_id = $1`,
    [order.id],
  );
  expect(told?.sessions).toBeGreaterThan(0);
  expect(told?.text).not.toContain(reference);
});
