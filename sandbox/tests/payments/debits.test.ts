import { describe, expect, test } from "vitest";
import { type Connection, errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

const billing = { name: "Alex Morgan", email: "alex@example.com" };
const dollars = {
  ...mug,
  line_items: [
    { quantity: 1, price_data: { currency: "usd", unit_amount: 2400, product_data: { name: "Mug" } } },
  ],
};

async function eventTypes({ sdk }: Connection): Promise<string[]> {
  return (await sdk().events.list({ limit: 100 })).data.map(({ type }) => type).reverse();
}

describe("a bank debit", () => {
  test("completes the session unpaid, and the money comes later", async () => {
    const sandbox = await openSandbox();
    const { sdk, http, advance } = sandbox;
    const { id, payment_method_types } = await sdk().checkout.sessions.create(mug);
    expect(payment_method_types).toEqual(["card", "sepa_debit"]);
    const method = await sdk().paymentMethods.create({
      type: "sepa_debit",
      sepa_debit: { iban: "DE89 3704 0044 0532 0130 00" },
      billing_details: billing,
    });
    expect(method).toMatchObject({ type: "sepa_debit", sepa_debit: { last4: "3000", country: "DE" } });
    await http("POST", `/v1/payment_pages/${id}/confirm`, { payment_method: method.id });
    const expand = ["payment_intent.latest_charge"];
    expect(await sdk().checkout.sessions.retrieve(id, { expand })).toMatchObject({
      status: "complete",
      payment_status: "unpaid",
      payment_intent: {
        status: "processing",
        amount_received: 0,
        latest_charge: { status: "pending", paid: false, balance_transaction: null },
      },
    });
    await advance(11);
    expect(await sdk().checkout.sessions.retrieve(id, { expand })).toMatchObject({
      payment_status: "paid",
      payment_intent: {
        status: "succeeded",
        amount_received: 2400,
        latest_charge: { status: "succeeded", paid: true, amount_captured: 2400 },
      },
    });
    expect(await eventTypes(sandbox)).toEqual([
      "payment_intent.created",
      "charge.pending",
      "payment_intent.processing",
      "checkout.session.completed",
      "charge.succeeded",
      "payment_intent.succeeded",
      "checkout.session.async_payment_succeeded",
      "charge.updated",
    ]);
  });

  test("may be refused later: the session stays complete and unpaid", async () => {
    const sandbox = await openSandbox();
    const { sdk, http, advance } = sandbox;
    const { id } = await sdk().checkout.sessions.create(dollars);
    await http("POST", `/v1/payment_pages/${id}/confirm`, {
      payment_method: "pm_usBankAccount_insufficientFunds",
      email: "alex@example.com",
    });
    await advance(11);
    const session = await sdk().checkout.sessions.retrieve(id, { expand: ["payment_intent.latest_charge"] });
    expect(session).toMatchObject({
      status: "complete",
      payment_status: "unpaid",
      payment_intent: {
        status: "requires_payment_method",
        payment_method: null,
        last_payment_error: { code: "insufficient_funds", payment_method: { type: "us_bank_account" } },
        latest_charge: { status: "failed", failure_code: "insufficient_funds", captured: false },
      },
    });
    expect((await eventTypes(sandbox)).slice(4)).toEqual([
      "charge.failed",
      "payment_intent.payment_failed",
      "checkout.session.async_payment_failed",
    ]);
  });

  test.each([
    ["pm_successDelayed_de", "succeeded"],
    ["pm_failedDelayed_de", "requires_payment_method"],
  ])("%s takes three minutes", async (payment_method, end) => {
    const { sdk, advance } = await openSandbox();
    const { id } = await sdk().paymentIntents.create({
      amount: 900,
      currency: "eur",
      confirm: true,
      payment_method,
    });
    await advance(170);
    const waiting = await sdk().paymentIntents.retrieve(id);
    expect(waiting.status).toBe("processing");
    expect((await errorOf(sdk().refunds.create({ payment_intent: id }))).statusCode).toBe(400);
    expect((await errorOf(sdk().paymentIntents.cancel(id))).code).toBe("payment_intent_unexpected_state");
    await advance(15);
    expect((await sdk().paymentIntents.retrieve(id)).status).toBe(end);
  });

  test("one that the bank never answers goes on processing", async () => {
    const { sdk, advance } = await openSandbox();
    const made = await sdk().paymentIntents.create({
      amount: 900,
      currency: "usd",
      confirm: true,
      payment_method: "pm_usBankAccount_processing",
    });
    await advance(30 * 24 * 3600);
    expect((await sdk().paymentIntents.retrieve(made.id)).status).toBe("processing");
  });

  test("fits its currency, its allowed types, and no hold", async () => {
    const { sdk } = await openSandbox();
    const confirm = (params: object) =>
      errorOf(sdk().paymentIntents.create({ amount: 900, currency: "usd", confirm: true, ...params }));
    expect((await confirm({ payment_method: "pm_success_de" })).code).toBe(
      "payment_intent_incompatible_payment_method",
    );
    expect(
      (await confirm({ payment_method: "pm_card_visa", allowed_payment_method_types: ["us_bank_account"] }))
        .code,
    ).toBe("payment_intent_incompatible_payment_method");
    expect(
      (await confirm({ payment_method: "pm_usBankAccount_success", capture_method: "manual" })).code,
    ).toBe("payment_intent_incompatible_payment_method");
    const method = (account_number: string, routing_number = "110000000") =>
      errorOf(
        sdk().paymentMethods.create({
          type: "us_bank_account",
          us_bank_account: { account_number, routing_number, account_holder_type: "individual" },
          billing_details: billing,
        }),
      );
    expect((await method("000999999999")).code).toBe("account_number_invalid");
    expect((await method("000123456789", "021000021")).code).toBe("routing_number_invalid");
  });
});
