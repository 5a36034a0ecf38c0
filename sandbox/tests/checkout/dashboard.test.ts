import { describe, expect, test } from "vitest";
import { describeFaults } from "../../faults/fault-kinds.ts";
import { openReceiver } from "../support/open-receiver.ts";
import { errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

/** A sandbox with its dashboard, used as a browser without JavaScript would. */
async function openDashboard() {
  const sandbox = await openSandbox();
  const stripe = sandbox.sdk();
  const see = async (path: string): Promise<string> => (await sandbox.http("GET", path)).json;
  /** Presses a button and reads the page it leads back to. */
  const press = async (path: string, values: Record<string, string> = {}): Promise<string> => {
    const { status, headers } = await sandbox.http("POST", path, { back: "/", ...values });
    expect(status).toBe(303);
    return see(headers.get("location") ?? "");
  };
  const paid = async (card = "visa", more: object = {}) => {
    const session = await stripe.checkout.sessions.create({ ...mug, ...more });
    await sandbox.pay(session.id, card);
    const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id);
    return { session: session.id, intent: String(payment_intent) };
  };
  return { ...sandbox, stripe, see, press, paid };
}

describe("the dashboard's payments", () => {
  test("are listed in pages, found by what is known of them, and tell their story", async () => {
    const { stripe, see, http, paid } = await openDashboard();
    expect(await see("/")).toContain("No payment yet");
    const first = await paid("visa", { client_reference_id: "order-7" });
    for (let count = 0; count < 26; count += 1)
      await stripe.paymentIntents.create({ amount: 1000 + count, currency: "eur" });
    const top = await see("/");
    expect(top).not.toContain(first.intent);
    const [, older = ""] = /href="(\/\?after=[^"]+)"/.exec(top) ?? [];
    const bottom = await see(older);
    expect(bottom).toContain(`/payments/${first.intent}`);
    const [, newer = ""] = /href="(\/\?before=[^"]+)"/.exec(bottom) ?? [];
    expect(await see(newer)).toContain("€10.25");
    const found = await http("GET", "/find", { id: "order-7" });
    expect(found.headers.get("location")).toBe(`/payments/${first.intent}`);
    const page = await see(`/payments/${first.intent}`);
    for (const part of [
      "Succeeded",
      "visa ···· 4242",
      "payment_intent.succeeded",
      "checkout.session.completed",
    ])
      expect(page).toContain(part);
    expect((await http("GET", "/payments/pi_absent")).status).toBe(404);
  });

  test("are refunded in part and in whole, and never above what is left", async () => {
    const { stripe, press, paid } = await openDashboard();
    const { intent } = await paid();
    const path = `/payments/${intent}/refund`;
    expect(await press(path, { amount: "9,50", back: `/payments/${intent}` })).toContain("Partly refunded");
    expect(await press(path, { amount: "99" })).toContain("greater than unrefunded amount");
    expect(await press(path, { amount: "1.234" })).toContain("is not an amount");
    expect(await press(path, { amount: "14.50" })).toContain("€14.50 refunded.");
    const refunds = await stripe.refunds.list({ payment_intent: intent });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([1450, 950]);
  });

  test("are captured and canceled", async () => {
    const { stripe, press, paid } = await openDashboard();
    const manual = { payment_intent_data: { capture_method: "manual" } };
    const [taken, left] = [await paid("visa", manual), await paid("visa", manual)];
    expect(await press(`/payments/${taken.intent}/capture`, { amount: "20" })).toContain("captured");
    expect(await press(`/payments/${left.intent}/cancel`)).toContain("canceled");
    expect(await stripe.paymentIntents.retrieve(taken.intent)).toMatchObject({ amount_received: 2000 });
    expect(await stripe.paymentIntents.retrieve(left.intent)).toMatchObject({ status: "canceled" });
  });

  test("are disputed, won and lost; a question moves no money", async () => {
    const { stripe, press, paid } = await openDashboard();
    const dispute = async (complaint: string) => {
      const { intent } = await paid();
      await press(`/payments/${intent}/dispute`, { complaint });
      const [opened] = (await stripe.disputes.list({ payment_intent: intent })).data;
      return { intent, id: opened?.id ?? "" };
    };
    const [won, lost, question] = [
      await dispute("fraudulent"),
      await dispute("product_not_received"),
      await dispute("inquiry"),
    ];
    const close = (id: string, verdict: string) => press(`/disputes/${id}/close`, { verdict });
    await close(won.id, "won");
    await close(lost.id, "lost");
    await close(question.id, "warning_closed");
    expect(await close(won.id, "lost")).toContain("already closed");
    const status = async ({ id }: { id: string }) => (await stripe.disputes.retrieve(id)).status;
    expect(await Promise.all([won, lost, question].map(status))).toEqual(["won", "lost", "warning_closed"]);
  });
});

describe("the dashboard's other pages", () => {
  test("an event shows its payload and deliveries, and goes out again", async () => {
    const { stripe, see, press, paid } = await openDashboard();
    const receiver = await openReceiver();
    expect(
      await press("/webhooks", { url: receiver.url, events: "payment_intent.succeeded", back: "/webhooks" }),
    ).toContain(receiver.url);
    await paid();
    await receiver.arrived(1);
    const [event] = (await stripe.events.list({ type: "payment_intent.succeeded" })).data;
    await press(`/events/${event?.id}/resend`);
    await receiver.arrived(2);
    expect(receiver.received.map((one) => one.event.id)).toEqual([event?.id, event?.id]);
    const page = await see(`/events/${event?.id}`);
    expect(page).toContain(receiver.url);
    expect(page).toContain("&quot;amount_received&quot;: 2400");
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    expect(await press(`/webhooks/${endpoint?.id}`, { change: "disable", back: "/webhooks" })).toContain(
      "Disabled",
    );
    expect(await press(`/webhooks/${endpoint?.id}`, { change: "delete", back: "/webhooks" })).toContain(
      "Nobody listens",
    );
  });

  test("an open session is expired, and can be paid from here", async () => {
    const { stripe, see, press } = await openDashboard();
    const { id } = await stripe.checkout.sessions.create(mug);
    expect(await see("/sessions")).toContain(`/c/pay/${id}`);
    expect(await press(`/sessions/${id}/expire`, { back: "/sessions" })).toContain("Expired");
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe("expired");
  });

  test("a key is minted, loses a permission, gets it back, is revoked", async () => {
    const { sdk, control, see, press } = await openDashboard();
    await press("/keys", { name: "till", permission: "checkout_session_write" });
    const { key } = (await control("POST", "keys", { name: "till" })).json;
    const work = () => sdk(key).checkout.sessions.create(mug);
    await work();
    const change = (change: string) =>
      press("/keys/till", { change, permission: "checkout_session_write", back: "/keys" });
    expect(await change("take")).toContain("Restore");
    expect((await errorOf(work())).code).toBe("more_permissions_required");
    await change("give");
    await work();
    expect(await change("revoke")).toContain("Revoked");
    expect((await errorOf(work())).statusCode).toBe(401);
    await change("restore");
    await work();
    expect(await press("/keys", { name: "till" })).toContain("already");
    expect(await see("/requests")).toContain("till");
  });

  test("every kind of fault has its switch, which works as the control API does", async () => {
    const { control, see, press, stripe } = await openDashboard();
    const page = await see("/faults");
    for (const { kind } of describeFaults().kinds) expect(page).toContain(`id="f-${kind}"`);
    await press("/faults", { kind: "status", status: "503", count: "1", path: "GET /v1/balance" });
    expect((await errorOf(stripe.balance.retrieve())).statusCode).toBe(503);
    await press("/faults", { kind: "drop_deliveries" });
    await press("/faults", { kind: "slow", ms: "5" });
    await press("/faults/clear", { kind: "slow" });
    expect((await control("GET", "faults")).json.data).toMatchObject([{ kind: "drop_deliveries" }]);
    expect(await press("/faults", { kind: "slow", ms: "soon" })).toMatch(/role="alert"/);
    await press("/faults/clear");
    expect((await control("GET", "faults")).json.data).toEqual([]);
  });

  test("the clock moves on", async () => {
    const { control, press } = await openDashboard();
    const { now } = (await control("GET", "health")).json;
    expect(await press("/clock", { advance: "86400" })).toContain("1 day ahead");
    expect((await control("GET", "health")).json.now).toBeGreaterThanOrEqual(now + 86_400);
  });
});

test("only pages of the dashboard itself, on this machine, may press its buttons", async () => {
  const { http, paid, stripe, see } = await openDashboard();
  const { intent } = await paid();
  const values = { amount: "1", back: "/" };
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "x-forwarded-for": "203.0.113.9" },
  ])
    expect((await http("POST", `/payments/${intent}/refund`, values, headers)).status).toBe(403);
  expect((await stripe.refunds.list()).data).toEqual([]);
  const away = await http("POST", `/payments/${intent}/refund`, { amount: "1", back: "//evil.test/x" });
  expect(away.headers.get("location")).toMatch(/^\/\?done=/);
  expect(await see(`/?problem=${encodeURIComponent("<script>alert(1)</script>")}`)).not.toContain(
    "<script>alert",
  );
  const { headers } = await http("GET", "/");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});
