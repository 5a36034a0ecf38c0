import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as post } from "../../../app/webhooks/stripe/route.ts";
import { pool } from "../../../server/platform/db.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
const NEW = "whsec_the_new_secret";

beforeAll(async () => {
  testShop = await openTestShop({ STRIPE_WEBHOOK_SECRET: NEW });
});

afterAll(() => testShop.close());

function eventBody(id = `evt_${randomUUID().replaceAll("-", "")}`) {
  return JSON.stringify({
    id,
    object: "event",
    type: "checkout.session.completed",
    livemode: false,
    data: { object: { id: "cs_test_1", object: "checkout.session", metadata: {} } },
  });
}

function sign(payload: string, { secret = NEW, timestamp = Math.floor(Date.now() / 1_000) } = {}) {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

function deliver(body: string, signature: string | null, headers: Record<string, string> = {}) {
  const all = new Headers(headers);
  if (signature !== null) all.set("stripe-signature", signature);
  return post(new Request("http://localhost/webhooks/stripe", { method: "POST", body, headers: all }));
}

const stored = async () =>
  (await testShop.sql<{ n: number }>("SELECT count(*)::int AS n FROM stripe_events"))[0]?.n ?? 0;

describe("the webhook route", () => {
  it("stores an event once, however often it comes, also sixteen times at once", async () => {
    const before = await stored();
    const body = eventBody();
    const answers = await Promise.all(Array.from({ length: 16 }, () => deliver(body, sign(body))));
    expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(200));
    expect(await stored()).toBe(before + 1);
  });

  it("takes what either of two secrets signed", async () => {
    const [first = ""] = (process.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
    for (const secret of [first, NEW]) {
      const body = eventBody();
      expect((await deliver(body, sign(body, { secret }))).status).toBe(200);
    }
  });

  it("refuses what was not signed, or signed with another secret, and stores nothing", async () => {
    const before = await stored();
    const body = eventBody();
    const good = sign(body);
    const now = Math.floor(Date.now() / 1_000);
    const refused: [string, string | null][] = [
      [body, null],
      [body, ""],
      [body, "nonsense"],
      [body, sign(body, { secret: "whsec_of_another_shop" })],
      [body, good.slice(0, -2)],
      [body, good.replace("v1=", "v0=")],
      [`${body} `, good],
      [body.replace("completed", "expired"), good],
      [JSON.stringify(JSON.parse(body), null, 1), good],
      [body, sign(body, { timestamp: now - 301 })],
      [body, sign(body, { timestamp: now + 86_400 })],
      [body, good.replace(/t=\d+/, "t=")],
    ];
    for (const [text, signature] of refused) {
      expect((await deliver(text, signature)).status, `${signature}`).toBe(400);
    }
    expect(await stored()).toBe(before);
  });

  it.each([
    "[]",
    "null",
    "{",
    '"text"',
    '{"id":1}',
    '{"id":"","type":"x"}',
    '{"__proto__":{"polluted":true}}',
  ])("refuses %s though it is signed", async (body) => {
    expect((await deliver(body, sign(body))).status).toBe(400);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("refuses what is too large before it verifies, by header and by size", async () => {
    const body = "x".repeat(1024 * 1024 + 1);
    expect((await deliver(body, "t=1,v1=x")).status).toBe(413);
    expect((await deliver("{}", "t=1,v1=x", { "content-length": "20000000" })).status).toBe(413);
  });

  it("asks Stripe to send it again when it could not be stored", async () => {
    await testShop.sql("ALTER TABLE stripe_events RENAME TO stripe_events_away");
    const body = eventBody();
    expect((await deliver(body, sign(body))).status).toBe(503);
    await testShop.sql("ALTER TABLE stripe_events_away RENAME TO stripe_events");
    expect((await deliver(body, sign(body))).status).toBe(200);
    expect(pool().totalCount).toBeGreaterThan(0);
  });
});
