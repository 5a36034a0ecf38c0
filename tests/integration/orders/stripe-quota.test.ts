// What visitors may cost of Stripe's quota: links that anyone can open again and again.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { GET } from "../../../app/(shop)/checkout/return/[reference]/route.ts";
import { getCheckout } from "../../../server/checkout/checkout-page.ts";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { newCart, openOrder, orderOf, paidOrder, type SoldOrder } from "../../support/key-fixture.ts";
import { openStripeFront, type StripeFront } from "../../support/response-gate.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { serve, type TestShop } from "../../support/test-shop.ts";

const READ = "GET /v1/checkout/sessions/:id";
// As server/stripe/resilience/limit-calls.ts has them: twenty calls at once, ten of them for visitors.
const MAX_AT_ONCE = 20;
const FOR_VISITORS = 10;

let s: Scenario;
let testShop: TestShop;
let front: StripeFront;
let web: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  s = await openScenario({}, async (sandboxUrl) => {
    front = await openStripeFront(sandboxUrl);
    return front.url;
  });
  testShop = s.testShop;
  web = await serve((request) => {
    const reference = new URL(request.url).pathname.split("/").at(-1) ?? "";
    return GET(request, { params: Promise.resolve({ reference }) });
  });
});
afterAll(async () => {
  await web.close();
  await testShop.close();
  front.close();
});

const openLink = async ({ reference }: Pick<SoldOrder, "reference">) =>
  (await fetch(`${web.url}/checkout/return/${reference}`, { redirect: "manual" })).status;

const openLinks = (orders: SoldOrder[]) => Promise.all(orders.map(openLink));

/** As if the ten seconds were over. */
const letTurnsCome = () =>
  testShop.sql(
    `UPDATE orders SET return_asked_at = return_asked_at - interval '10 seconds',
                       checkout_asked_at = checkout_asked_at - interval '10 seconds'`,
  );

it("H3 a return link that is opened forty times at once asks Stripe once, and the shopper who pays is seen", async () => {
  const order = await openOrder(testShop);
  await s.forgetRequests();
  expect(new Set(await openLinks(Array(40).fill(order)))).toEqual(new Set([303]));
  expect(await s.asked()).toEqual([READ]);
  await testShop.pay(order.session);
  await letTurnsCome();
  await s.forgetRequests();
  await openLinks(Array(40).fill(order));
  expect(await s.asked()).toEqual([READ]);
  expect((await orderOf(testShop, order.cart))?.state).toBe("paid");
});

it("H3 the return link of an order that is paid or over asks Stripe nothing", async () => {
  const paid = await paidOrder(testShop);
  const ended = await openOrder(testShop);
  await testShop.stripe(`checkout/sessions/${ended.session}/expire`, {});
  await reconcileOrder(ended.id, { cause: "sweep" });
  expect((await orderOf(testShop, ended.cart))?.state).toBe("expired");
  await letTurnsCome();
  await s.forgetRequests();
  expect(await openLinks([paid, ended])).toEqual([303, 303]);
  expect(await s.asked()).toEqual([]);
});

it("H3 a checkout page that is loaded forty times at once asks Stripe once and shows the same form each time", async () => {
  const order = await openOrder(testShop);
  const [row] = await testShop.sql<{ sealed: string }>(
    "SELECT client_secret AS sealed FROM orders WHERE id = $1",
    [order.id],
  );
  expect(row?.sealed, "the database does not tell it").not.toContain(order.session);
  await s.forgetRequests();
  const views = await Promise.all(Array.from({ length: 40 }, () => getCheckout(order.reference)));
  expect(await s.asked()).toEqual([READ]);
  for (const view of views)
    expect(view).toMatchObject({ kind: "open", clientSecret: expect.stringContaining(order.session) });
  await testShop.stripe(`checkout/sessions/${order.session}/expire`, {});
  await letTurnsCome();
  expect(await getCheckout(order.reference), "Stripe is asked again").toEqual({ kind: "expired" });
});

it("H3 260 connections on return links wait for a slow Stripe, and meanwhile a shopper checks out and an event is reconciled", async () => {
  const orders: SoldOrder[] = [];
  for (let made = 0; made < MAX_AT_ONCE + 5; made += 1) orders.push(await openOrder(testShop));
  const event = await openOrder(testShop);
  await testShop.pay(event.session);
  const slow = new Set(orders.map(({ session }) => session));
  const isSlow = ({ method, url }: { method: string; url: string }) =>
    method === "GET" && slow.has(/sessions\/(\w+)/.exec(url)?.[1] ?? "");
  const held = front.holdAnswers(isSlow, MAX_AT_ONCE);
  front.cameAt.length = 0;
  let waiting = 260;
  const links = Array.from({ length: waiting }, async (_, index) => {
    const status = await openLink(orders[index % orders.length] ?? event);
    waiting -= 1;
    return status;
  });
  await vi.waitFor(() => expect(front.cameAt.length).toBeGreaterThanOrEqual(FOR_VISITORS), 120_000);
  const cart = await newCart(testShop);
  expect((await startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
  await reconcileOrder(event.id, { cause: "event" });
  expect((await orderOf(testShop, event.cart))?.state).toBe("paid");
  expect(waiting, "return links still wait").toBeGreaterThanOrEqual(FOR_VISITORS);
  held.release();
  expect(new Set(await Promise.all(links))).toEqual(new Set([303]));
});
