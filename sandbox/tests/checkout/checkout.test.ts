import { describe, expect, test } from "vitest";
import { errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

const HOUR = 3600;
const shipped = {
  ...mug,
  shipping_address_collection: { allowed_countries: ["DE" as const, "AT" as const] },
  shipping_options: [490, 1290].map((amount) => ({
    shipping_rate_data: {
      display_name: `For ${amount}`,
      type: "fixed_amount" as const,
      fixed_amount: { amount, currency: "eur" },
    },
  })),
};
const address = {
  "shipping[name]": "Alex Morgan",
  "shipping[address][line1]": "Harbour Street 12",
  "shipping[address][postal_code]": "10115",
  "shipping[address][city]": "Berlin",
  "shipping[address][country]": "DE",
};

describe("a checkout session", () => {
  test("is created open and unpaid, with its address or its secret", async () => {
    const { sdk, url } = await openSandbox();
    const hosted = await sdk().checkout.sessions.create({
      ...mug,
      client_reference_id: "order-1",
      metadata: { order: "1" },
    });
    expect(hosted).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      amount_subtotal: 2400,
      amount_total: 2400,
      currency: "eur",
      payment_intent: null,
      client_reference_id: "order-1",
      metadata: { order: "1" },
      client_secret: null,
      url: `${url}/c/pay/${hosted.id}`,
    });
    expect(hosted.id).toMatch(/^cs_test_a1\w{56}$/);
    expect(hosted.expires_at).toBe(hosted.created + 24 * HOUR);
    const { success_url: _, ...embeddable } = mug;
    const embedded = await sdk().checkout.sessions.create({
      ...embeddable,
      ui_mode: "embedded_page",
      return_url: "http://shop.test/back",
    });
    expect(embedded).toMatchObject({
      url: null,
      client_secret: expect.stringMatching(new RegExp(`^${embedded.id}_secret_`)),
    });
  });

  test("checks what does not fit together", async () => {
    const { sdk } = await openSandbox();
    const now = Math.floor(Date.now() / 1000);
    const refuse = async (params: object) =>
      (await errorOf(sdk().checkout.sessions.create(params as typeof mug))).message;
    expect(await refuse({ ...mug, expires_at: now + 20 * 60 })).toContain("at least 30 minutes");
    expect(await refuse({ ...mug, expires_at: now + 25 * HOUR })).toContain("less than 24 hours");
    expect(await refuse({ ...mug, line_items: [] })).toBe("Missing required param: line_items.");
    expect(await refuse({ ...mug, success_url: undefined })).toBe("Missing required param: success_url.");
    expect(await refuse({ ...mug, ui_mode: "embedded_page" })).toContain("`success_url`");
    expect(
      await refuse({
        ...mug,
        line_items: [
          { quantity: 1, price_data: { currency: "eur", unit_amount: 49, product_data: { name: "Pin" } } },
        ],
      }),
    ).toContain("at least €0.50 eur");
    const dollars = {
      quantity: 1,
      price_data: { currency: "usd", unit_amount: 900, product_data: { name: "Pin" } },
    };
    expect(await refuse({ ...mug, line_items: [...mug.line_items, dollars] })).toContain("currencies");
    expect((await sdk().products.list()).data).toHaveLength(0);
  });

  test("paid: amounts, shipping, address, intent and charge agree", async () => {
    const { sdk, pay } = await openSandbox();
    const created = await sdk().checkout.sessions.create({
      ...shipped,
      payment_intent_data: { metadata: { order: "7" } },
    });
    expect(created).toMatchObject({ amount_total: 2890, total_details: { amount_shipping: 490 } });
    const express = String(created.shipping_options[1]?.shipping_rate);
    expect((await pay(created.id)).json.error.param).toBe("shipping");
    expect(
      (await pay(created.id, "visa", { ...address, "shipping[address][country]": "US" })).json.error.message,
    ).toContain("does not ship to US");
    const { status } = await pay(created.id, "visa", {
      ...address,
      shipping_rate: express,
      expected_amount: "3690",
    });
    expect(status).toBe(200);
    const session = await sdk().checkout.sessions.retrieve(created.id, {
      expand: ["payment_intent.latest_charge", "shipping_cost.shipping_rate"],
    });
    expect(session).toMatchObject({
      status: "complete",
      payment_status: "paid",
      amount_total: 3690,
      url: null,
      customer_details: { email: "alex@example.com" },
      collected_information: {
        shipping_details: { name: "Alex Morgan", address: { city: "Berlin", country: "DE" } },
      },
      shipping_cost: { amount_total: 1290, shipping_rate: { id: express, display_name: "For 1290" } },
      payment_intent: {
        status: "succeeded",
        amount: 3690,
        amount_received: 3690,
        metadata: { order: "7" },
        shipping: { name: "Alex Morgan" },
        latest_charge: {
          status: "succeeded",
          amount_captured: 3690,
          metadata: { order: "7" },
          payment_method_details: { card: { last4: "4242" } },
        },
      },
    });
    expect((await pay(created.id, "visa", address)).json.error.code).toBe("checkout_session_completed");
  });

  test("a total the shopper did not see is not charged", async () => {
    const { sdk, pay } = await openSandbox();
    const { id } = await sdk().checkout.sessions.create(mug);
    expect((await pay(id, "visa", { expected_amount: "2300" })).json.error.code).toBe(
      "checkout_amount_mismatch",
    );
    expect((await sdk().paymentIntents.list()).data).toHaveLength(0);
  });

  test("declined, then paid with another card, on the same intent", async () => {
    const { sdk, pay } = await openSandbox();
    const { id } = await sdk().checkout.sessions.create(mug);
    const declined = await pay(id, "chargeDeclinedInsufficientFunds");
    expect(declined).toMatchObject({
      status: 402,
      json: {
        error: {
          type: "card_error",
          code: "card_declined",
          decline_code: "insufficient_funds",
          message: "Your card has insufficient funds.",
          charge: expect.stringMatching(/^ch_/),
        },
      },
    });
    const open = await sdk().checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
    expect(open).toMatchObject({
      status: "open",
      payment_intent: {
        status: "requires_payment_method",
        last_payment_error: { decline_code: "insufficient_funds" },
      },
    });
    await pay(id);
    const paid = await sdk().checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
    expect(paid).toMatchObject({
      status: "complete",
      payment_intent: {
        id: (open.payment_intent as { id: string }).id,
        status: "succeeded",
        last_payment_error: null,
      },
    });
    expect((await sdk().charges.list()).data.map(({ status }) => status)).toEqual(["succeeded", "failed"]);
    expect((await sdk().events.list()).data.map(({ type }) => type).reverse()).toEqual([
      "payment_intent.created",
      "charge.failed",
      "payment_intent.payment_failed",
      "charge.succeeded",
      "payment_intent.succeeded",
      "checkout.session.completed",
      "charge.updated",
    ]);
  });

  test("3-D Secure: refused leaves it open, passed completes it", async () => {
    const { sdk, pay, http } = await openSandbox();
    const { id } = await sdk().checkout.sessions.create(mug);
    const answerBank = (answer: string) =>
      http("POST", `/c/pay/${id}/authenticate`, { answer }, { accept: "application/json" });
    expect((await pay(id, "threeDSecure2Required")).json.payment_intent.status).toBe("requires_action");
    expect((await answerBank("fail")).json).toMatchObject({ state: "error" });
    const refused = await sdk().checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
    expect(refused).toMatchObject({
      status: "open",
      payment_intent: {
        status: "requires_payment_method",
        last_payment_error: { code: "payment_intent_authentication_failure" },
      },
    });
    expect((await sdk().charges.list()).data).toHaveLength(0);
    await pay(id, "threeDSecure2Required");
    expect((await answerBank("complete")).json).toEqual({
      state: "complete",
      redirect: `http://shop.test/thanks?session=${id}`,
    });
    expect((await sdk().charges.list()).data[0]?.payment_method_details?.card?.three_d_secure).toMatchObject({
      result: "authenticated",
    });
  });

  test("expires by request and by the clock, and can then neither be paid nor expired", async () => {
    const { sdk, pay, advance } = await openSandbox();
    const first = await sdk().checkout.sessions.create(mug);
    await pay(first.id, "chargeDeclined");
    expect(await sdk().checkout.sessions.expire(first.id)).toMatchObject({ status: "expired", url: null });
    expect((await errorOf(sdk().checkout.sessions.expire(first.id))).message).toContain('status in ["open"]');
    expect((await pay(first.id)).json.error.code).toBe("checkout_session_expired");
    expect((await sdk().paymentIntents.list()).data[0]?.status).toBe("canceled");
    const second = await sdk().checkout.sessions.create({
      ...mug,
      expires_at: Math.floor(Date.now() / 1000) + HOUR,
    });
    await advance(HOUR - 60);
    expect((await sdk().checkout.sessions.retrieve(second.id)).status).toBe("open");
    await advance(61);
    expect((await sdk().checkout.sessions.retrieve(second.id)).status).toBe("expired");
    const [event] = (await sdk().events.list({ type: "checkout.session.expired" })).data;
    expect(event).toMatchObject({ created: second.expires_at, data: { object: { id: second.id } } });
  });

  test("nothing to pay needs no card", async () => {
    const { sdk, http } = await openSandbox();
    const { id } = await sdk().checkout.sessions.create({
      ...mug,
      line_items: [
        { quantity: 1, price_data: { currency: "eur", unit_amount: 0, product_data: { name: "Sticker" } } },
      ],
    });
    await http("POST", `/v1/payment_pages/${id}/confirm`, { email: "a@example.com" });
    expect(await sdk().checkout.sessions.retrieve(id)).toMatchObject({
      status: "complete",
      payment_status: "no_payment_required",
      payment_intent: null,
    });
  });

  test("manual capture holds the money; capturing charges it, canceling and time release it", async () => {
    const { sdk, pay, advance } = await openSandbox();
    const hold = async () => {
      const { id } = await sdk().checkout.sessions.create({
        ...mug,
        payment_intent_data: { capture_method: "manual" },
      });
      await pay(id);
      const session = await sdk().checkout.sessions.retrieve(id);
      expect(session).toMatchObject({ status: "complete", payment_status: "unpaid" });
      return { id, intent: String(session.payment_intent) };
    };
    const taken = await hold();
    expect(await sdk().paymentIntents.capture(taken.intent, { amount_to_capture: 2000 })).toMatchObject({
      status: "succeeded",
      amount_received: 2000,
    });
    expect((await sdk().checkout.sessions.retrieve(taken.id)).payment_status).toBe("paid");
    const released = await hold();
    expect(await sdk().paymentIntents.cancel(released.intent)).toMatchObject({ status: "canceled" });
    expect((await errorOf(sdk().paymentIntents.capture(released.intent))).code).toBe(
      "payment_intent_unexpected_state",
    );
    const forgotten = await hold();
    await advance(7 * 24 * HOUR + 1);
    expect(await sdk().paymentIntents.retrieve(forgotten.intent)).toMatchObject({
      status: "canceled",
      cancellation_reason: "automatic",
    });
  });
});
