// A program that tries out cards: 1,674 orders an hour from changing addresses that keep no cookies, as a shop has seen.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { writeCartCookie } from "../../../domain/cart/cart.ts";
import { translator } from "../../../messages/messages.ts";
import { forgetAdmissions } from "../../../server/checkout/admit-checkout.ts";
import { makeChallenge, readWork } from "../../../server/checkout/proof-of-work.ts";
import { endDeclinedCheckouts } from "../../../server/checkout/release-idle.ts";
import { listAlarms } from "../../../server/monitoring/list-alarms.ts";
import { alarmMessages } from "../../../ui/admin/frame/alarm-messages.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow } from "../../support/order-now.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

const OPENED = "POST /v1/checkout/sessions";
let s: Scenario;
let product = "";
beforeAll(async () => {
  s = await openScenario({ CHECKOUTS_PER_HOUR: "10" });
  product = await makeVariant(s.testShop, { onHand: 5_000 });
});
afterAll(() => s.testShop.close());
beforeEach(async () => {
  browser.forget();
  await s.testShop.sql("TRUNCATE checkout_minutes, spent_proofs");
  await s.forgetRequests();
});
afterEach(expectCleanRecords);

/** What the browser's worker answers, by the file that the shop serves. */
const work = runInContext(`${readFileSync("public/proof-of-work.js", "utf8")}; work`, createContext({})) as (
  challenge: string,
) => string;

const checkOut = (fields: Record<string, string> = {}) => orderNow(fields);

/** One request of the program, with a cart that it wrote by hand. */
async function attack(at: number): Promise<string> {
  browser.forget();
  browser.sent.set("x-latchkey-socket-address", `198.51.${at >> 8}.${at & 255}`);
  browser.jar.set("cart", writeCartCookie({ key: randomUUID(), lines: cartOf([product, 1]).lines }));
  return checkOut();
}

/** A shopper with a browser: from the product's page to the payment page. */
async function shop(): Promise<string> {
  browser.forget();
  await addToCart({ kind: "idle" }, formOf({ after: "stay", variantId: product, quantity: "1" }));
  const led = await checkOut();
  return led.startsWith("/checkout/wait") ? checkOut({ work: work(makeChallenge()) }) : led;
}

/** In two steps: two minutes may never be the same. */
async function passMinute(): Promise<void> {
  for (const span of ["-36500 days", "36500 days -1 minute"])
    await s.testShop.sql("UPDATE checkout_minutes SET minute = minute + $1::interval", [span]);
}

it("H2 1,674 orders an hour from changing addresses open ten payment pages at most, and twenty shoppers buy on", async () => {
  const led = { attacker: new Map<string, number>(), shopper: new Map<string, number>() };
  const count = (of: Map<string, number>, to: string) => {
    const page = to.split("?")[0] ?? "";
    of.set(page, (of.get(page) ?? 0) + 1);
  };
  for (let minute = 0; minute < 60; minute += 1) {
    for (let at = 0; at < 27 + (minute % 10 === 9 ? 9 : 0); at += 1)
      count(led.attacker, await attack(minute * 28 + at));
    if (minute % 3 === 2) count(led.shopper, await shop());
    await passMinute();
  }
  expect([...led.attacker.values()].reduce((sum, n) => sum + n, 0)).toBe(1_674);
  expect(led.attacker.get("/checkout") ?? 0).toBeLessThanOrEqual(10);
  expect(led.shopper).toEqual(new Map([["/checkout", 20]]));
  const opened = (await s.asked()).filter((request) => request === OPENED);
  expect(opened).toHaveLength(20 + (led.attacker.get("/checkout") ?? 0));
});

it("H2 in ordinary times no shopper is asked for anything", async () => {
  for (let at = 0; at < 6; at += 1) {
    browser.forget();
    await addToCart({ kind: "idle" }, formOf({ after: "stay", variantId: product, quantity: "1" }));
    expect(await checkOut()).toBe("/checkout");
  }
});

const abnormal = () =>
  s.testShop.sql(
    "INSERT INTO checkout_minutes (minute, asked) VALUES (date_trunc('minute', now()) - interval '1 minute', 500)",
  );

it("H2 a proof opens one checkout: a used, forged, wrong or old one opens none", async () => {
  await abnormal();
  await addToCart({ kind: "idle" }, formOf({ after: "stay", variantId: product, quantity: "1" }));
  expect(await checkOut()).toMatch(/^\/checkout\/wait\?ui=embedded_page&shown=1\.2400\.2900$/);
  const challenge = makeChallenge();
  const done = work(challenge);
  expect(readWork(done)?.kind).toBe("done");
  const wrong = [
    `${challenge}:1`,
    `${challenge}:`,
    done.replace(/^./, (first) => (first === "A" ? "B" : "A")),
    done.replace(/\.18\./, ".1."),
    "nothing",
  ];
  for (const answer of wrong) expect(await checkOut({ work: answer })).toMatch(/^\/checkout\/wait/);
  expect(await checkOut({ work: done })).toBe("/checkout");
  expect(await checkOut({ work: done })).toMatch(/^\/checkout\/wait/);
});

it("H2 a browser without JavaScript waits, and one of them passes in a minute", async () => {
  await abnormal();
  await addToCart({ kind: "idle" }, formOf({ after: "stay", variantId: product, quantity: "1" }));
  const [early, first, second] = [makeChallenge(), makeChallenge(), makeChallenge()];
  expect(await checkOut({ work: `${early}:` })).toMatch(/^\/checkout\/wait/);
  const { now } = Date;
  try {
    Date.now = () => now() + 21_000;
    expect(await checkOut({ work: `${first}:` })).toBe("/checkout");
    expect(await checkOut({ work: `${second}:` })).toMatch(/^\/checkout\/wait/);
    await passMinute();
    expect(await checkOut({ work: `${makeChallenge()}:` })).toMatch(/^\/checkout\/wait/);
    Date.now = () => now() + 42_000;
    await passMinute();
    expect(await checkOut({ work: `${second}:` })).toMatch(/^\/checkout\/wait/);
    Date.now = () => now() + 700_000;
    expect(await checkOut({ work: work(early) })).toMatch(/^\/checkout\/wait/);
  } finally {
    Date.now = now;
  }
});

it("H2 above sixty checkouts in a minute none opens, proof or not", async () => {
  await s.testShop.sql(
    "INSERT INTO checkout_minutes (minute, asked, admitted) SELECT date_trunc('minute', now()) + make_interval(mins => m), 500, 60 FROM generate_series(-1, 2) m",
  );
  await addToCart({ kind: "idle" }, formOf({ after: "stay", variantId: product, quantity: "1" }));
  expect(await checkOut({ work: work(makeChallenge()) })).toBe("/cart?problem=busy");
  expect((await s.asked()).filter((request) => request === OPENED)).toEqual([]);
});

it("H2 what no limit counts any more is deleted", async () => {
  await s.testShop.sql("INSERT INTO checkout_minutes (minute, asked) VALUES (now() - interval '3 hours', 1)");
  await s.testShop.sql(
    "INSERT INTO spent_proofs (challenge, expires_at) VALUES ('x', now() - interval '1 second')",
  );
  await forgetAdmissions();
  expect(await s.testShop.sql("SELECT 1 FROM checkout_minutes UNION ALL SELECT 1 FROM spent_proofs")).toEqual(
    [],
  );
});

it("H2 a payment page ends at its fifth declined attempt, and the declines raise an alarm and a proof of work", async () => {
  const { order, variant } = await s.checkOut();
  for (let attempts = 1; attempts <= 5; attempts += 1) {
    expect(await endDeclinedCheckouts()).toBe(0);
    await s.testShop.pay(order.session, "tok_chargeDeclined");
    await s.drain(order.id, attempts);
  }
  expect(await endDeclinedCheckouts()).toBe(1);
  expect((await s.orderById(order.id)).state).toBe("expired");
  expect(await s.stockOf(variant)).toMatchObject({ reserved: 0 });
  expect((await listAlarms()).map(({ kind }) => kind)).not.toContain("declines");

  const later = await s.checkOut();
  for (let attempts = 1; attempts <= 6; attempts += 1)
    await s.testShop.pay(later.order.session, "tok_chargeDeclined");
  await s.drain(later.order.id, 6);
  const alarm = (await listAlarms()).find(({ kind }) => kind === "declines");
  if (!alarm) throw new Error("no alarm");
  expect(alarmMessages(alarm, translator("en-IE")).sentence).toBe(
    "11 payment attempts of the last hour were declined: 100 %.",
  );
  await addToCart({ kind: "idle" }, formOf({ after: "stay", variantId: product, quantity: "1" }));
  expect(await checkOut()).toMatch(/^\/checkout\/wait/);
});
