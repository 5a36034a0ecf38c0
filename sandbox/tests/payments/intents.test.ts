import { expect, test } from "vitest";
import { errorOf, openSandbox } from "../support/open-sandbox.ts";

const euro = { amount: 500, currency: "eur" };
const address = { line1: "Harbour Street 12", city: "Berlin", country: "DE" };

test("an intent is changed until it is paid, and nothing given is ignored", async () => {
  const { sdk } = await openSandbox();
  const intents = sdk().paymentIntents;
  const { id } = await intents.create(euro);
  const changed = await intents.update(id, {
    amount: 700,
    description: "A mug",
    metadata: { order: "7" },
    payment_method: "pm_card_visa",
    payment_method_options: { card: { request_three_d_secure: "any" } },
    receipt_email: "alex@example.com",
    setup_future_usage: "on_session",
    shipping: { name: "Alex", address },
    statement_descriptor_suffix: "MUG",
  });
  expect(changed).toMatchObject({
    amount: 700,
    description: "A mug",
    metadata: { order: "7" },
    payment_method: expect.stringMatching(/^pm_/),
    payment_method_options: { card: { request_three_d_secure: "any" } },
    receipt_email: "alex@example.com",
    setup_future_usage: "on_session",
    shipping: { name: "Alex", address },
    statement_descriptor_suffix: "MUG",
    status: "requires_confirmation",
  });
  expect((await errorOf(intents.update(id, { amount: 49 }))).code).toBe("amount_too_small");
  const paid = await intents.confirm(id, { receipt_email: "sam@example.com" });
  expect(paid).toMatchObject({ status: "succeeded", receipt_email: "sam@example.com", amount_received: 700 });
  expect((await errorOf(intents.update(id, { amount: 800 }))).code).toBe("payment_intent_unexpected_state");
  expect((await errorOf(intents.confirm(id))).message).toContain("already succeeded");
  expect((await intents.update(id, { metadata: { order: "8" } })).metadata).toEqual({ order: "8" });
});

test("held money: its end is known, a part can be taken, and more cannot", async () => {
  const { sdk } = await openSandbox();
  const intents = sdk().paymentIntents;
  const held = await intents.create({
    ...euro,
    capture_method: "manual",
    confirm: true,
    payment_method: "pm_card_visa",
    expand: ["latest_charge"],
  });
  expect(held).toMatchObject({
    status: "requires_capture",
    amount_capturable: 500,
    latest_charge: {
      captured: false,
      payment_method_details: { card: { capture_before: held.created + 7 * 24 * 3600 } },
    },
  });
  expect((await errorOf(intents.update(held.id, { amount: 600 }))).statusCode).toBe(400);
  expect((await errorOf(intents.capture(held.id, { amount_to_capture: 501 }))).code).toBe("amount_too_large");
  const taken = await intents.capture(held.id, { amount_to_capture: 300, metadata: { part: "1" } });
  expect(taken).toMatchObject({ amount_received: 300, amount_capturable: 0, metadata: { part: "1" } });
  const [event] = (await sdk().events.list({ type: "payment_intent.succeeded" })).data;
  expect(event?.data.object).toMatchObject({ metadata: { part: "1" } });
  const refused = sdk().refunds.create({ payment_intent: held.id, amount: 301 });
  expect((await errorOf(refused)).code).toBe("amount_too_large");
});

test.each([
  {
    card: "threeDSecure2Required",
    answer: "complete",
    outcome: "succeeded",
    status: "succeeded",
    event: "payment_intent.succeeded",
  },
  {
    card: "threeDSecure2Required",
    answer: "fail",
    outcome: "failed",
    status: "requires_payment_method",
    event: "payment_intent.payment_failed",
  },
  {
    card: "threeDSecureRequiredChargeDeclined",
    answer: "complete",
    outcome: "failed",
    status: "requires_payment_method",
    event: "charge.failed",
  },
])(
  "the bank is asked outside a checkout page: $card, $answer",
  async ({ card, answer, outcome, status, event }) => {
    const { sdk } = await openSandbox();
    const asked = await sdk().paymentIntents.create({
      ...euro,
      confirm: true,
      payment_method: `pm_card_${card}`,
      return_url: "https://shop.example/back?cart=7",
    });
    expect(asked.status).toBe("requires_action");
    const bank = asked.next_action?.redirect_to_url?.url ?? "";
    const page = await fetch(bank);
    expect(await page.text()).toContain("€5.00");
    expect((await fetch(`${bank}x`, sent(answer))).status, "a wrong secret").toBe(404);
    expect((await sdk().paymentIntents.retrieve(asked.id)).status).toBe("requires_action");

    const answered = await fetch(bank, sent(answer));
    expect(answered.status).toBe(303);
    expect(Object.fromEntries(new URL(answered.headers.get("location") ?? "").searchParams)).toEqual({
      cart: "7",
      payment_intent: asked.id,
      payment_intent_client_secret: asked.client_secret,
      redirect_status: outcome,
    });
    const finished = await sdk().paymentIntents.retrieve(asked.id, {
      expand: ["latest_charge.balance_transaction"],
    });
    expect(finished).toMatchObject({ status, next_action: null });
    if (outcome === "succeeded") {
      expect(finished.latest_charge).toMatchObject({ paid: true, balance_transaction: { amount: 500 } });
    }
    expect((await sdk().events.list({ type: event })).data).toHaveLength(1);
    expect((await fetch(bank, sent(answer))).status, "a second answer").toBe(410);
  },
);

const sent = (answer: string): RequestInit => ({
  method: "POST",
  body: new URLSearchParams({ answer }),
  redirect: "manual",
});
