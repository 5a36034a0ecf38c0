import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

const line = (name: string): Stripe.Checkout.SessionCreateParams.LineItem => ({
  quantity: 1,
  price_data: { currency: "eur", unit_amount: 2400, product_data: { name } },
});
const LONGEST = "m".repeat(250);
const TOO_LONG = `Tumble mug${"m".repeat(231)}tumble mug`;
const refusal = (param: string) => ({
  statusCode: 400,
  type: "StripeInvalidRequestError",
  param,
  message: "Invalid string: Tumble mug...tumble mug; must be at most 250 characters",
});

describe("the name of a product", () => {
  test("may have 250 characters, in a session's line, a product and a price", async () => {
    const { checkout, products, prices } = (await openSandbox()).sdk();
    const session = await checkout.sessions.create({ ...mug, line_items: [line(LONGEST)] });
    expect((await checkout.sessions.listLineItems(session.id)).data[0]?.description).toBe(LONGEST);
    expect((await products.create({ name: LONGEST })).name).toBe(LONGEST);
    await prices.create({ currency: "eur", unit_amount: 2400, product_data: { name: LONGEST } });
  });

  test("is refused with 251, and nothing is made", async () => {
    const { checkout, products, prices } = (await openSandbox()).sdk();
    const sessions = checkout.sessions.create({ ...mug, line_items: [line("Mug"), line(TOO_LONG)] });
    expect(await errorOf(sessions)).toMatchObject(refusal("line_items[1][price_data][product_data][name]"));
    expect(await errorOf(products.create({ name: TOO_LONG }))).toMatchObject(refusal("name"));
    const { id } = await products.create({ name: "Mug" });
    expect(await errorOf(products.update(id, { name: TOO_LONG }))).toMatchObject(refusal("name"));
    const price = prices.create({ currency: "eur", unit_amount: 2400, product_data: { name: TOO_LONG } });
    expect(await errorOf(price)).toMatchObject(refusal("product_data[name]"));
    expect((await products.list()).data).toHaveLength(1);
    expect((await checkout.sessions.list()).data).toHaveLength(0);
  });
});

describe("a Checkout Session", () => {
  test.each(["VI", "SY", "AS", "de", "XX", "ZZZ"])("does not ship to %s", async (country) => {
    const { checkout } = (await openSandbox()).sdk();
    const params = { ...mug, shipping_address_collection: { allowed_countries: ["DE", country] } };
    const error = await errorOf(checkout.sessions.create(params));
    expect(error).toMatchObject({
      statusCode: 400,
      param: "shipping_address_collection[allowed_countries][1]",
    });
    expect(error.message).toMatch(/must be one of AC, AD, .*, or ZZ$/);
  });

  test("refuses a dropdown with one value twice", async () => {
    const { checkout } = (await openSandbox()).sdk();
    const options = [
      { label: "Blue", value: "blue" },
      { label: "Deep blue", value: "blue" },
    ];
    const custom_fields: Stripe.Checkout.SessionCreateParams.CustomField[] = [
      { key: "glaze", label: { type: "custom", custom: "Glaze" }, type: "dropdown", dropdown: { options } },
    ];
    expect(await errorOf(checkout.sessions.create({ ...mug, custom_fields }))).toMatchObject({
      param: "custom_fields[0][dropdown][options][1][value]",
    });
  });

  test("refuses an address longer than 5000 characters", async () => {
    const { checkout } = (await openSandbox()).sdk();
    const success_url = `http://shop.test/${"x".repeat(5000)}`;
    expect(await errorOf(checkout.sessions.create({ ...mug, success_url }))).toMatchObject({
      param: "success_url",
      message: "Invalid string: http://sho...xxxxxxxxxx; must be at most 5000 characters",
    });
  });
});

describe("what else Stripe bounds", () => {
  test("a customer's description has 350 characters, a telephone number 20", async () => {
    const { customers } = (await openSandbox()).sdk();
    const { id } = await customers.create({ description: "d".repeat(350), phone: "1".repeat(20) });
    expect((await errorOf(customers.update(id, { description: "d".repeat(351) }))).param).toBe("description");
    expect((await errorOf(customers.create({ phone: "1".repeat(21) }))).param).toBe("phone");
  });

  test.each(["SPRING 10", "FRÜHLING", "10%"])("%s is no promotion code", async (code) => {
    const { coupons, promotionCodes } = (await openSandbox()).sdk();
    const { id } = await coupons.create({ percent_off: 10 });
    const promotion = { type: "coupon", coupon: id } as const;
    expect((await errorOf(promotionCodes.create({ promotion, code }))).param).toBe("code");
    expect((await promotionCodes.create({ promotion, code: "Spring-10" })).code).toBe("Spring-10");
  });

  test("an account has sixteen webhook endpoints", async () => {
    const { webhookEndpoints } = (await openSandbox()).sdk();
    const make = () =>
      webhookEndpoints.create({ url: "http://127.0.0.1:9/", enabled_events: ["payout.paid"] });
    const made = await Promise.all(Array.from({ length: 16 }, make));
    expect(await errorOf(make())).toMatchObject({
      statusCode: 400,
      message: "You have reached the maximum of 16 test webhook endpoints.",
    });
    await webhookEndpoints.del(made[0]?.id ?? "");
    expect((await make()).status).toBe("enabled");
  });

  test("a field of evidence has 20,000 characters, all together 150,000", async () => {
    const { sdk, advance } = await openSandbox();
    const { disputes, paymentIntents } = sdk();
    await paymentIntents.create({
      amount: 2400,
      currency: "eur",
      confirm: true,
      payment_method: "pm_card_createDispute",
      return_url: "http://shop.test/thanks",
    });
    await advance(5);
    const id = (await disputes.list()).data[0]?.id ?? "";
    const submit = false;
    const fill = (length: number) => "e".repeat(length);
    const long = await errorOf(
      disputes.update(id, { evidence: { uncategorized_text: fill(20_001) }, submit }),
    );
    expect(long.param).toBe("evidence[uncategorized_text]");
    expect(
      (await errorOf(disputes.update(id, { evidence: { customer_name: fill(5_001) }, submit }))).param,
    ).toBe("evidence[customer_name]");
    const names = [
      "access_activity_log",
      "cancellation_policy_disclosure",
      "cancellation_rebuttal",
      "duplicate_charge_explanation",
      "product_description",
      "refund_policy_disclosure",
      "refund_refusal_explanation",
    ] as const;
    const evidence = Object.fromEntries(names.map((name) => [name, fill(20_000)]));
    await disputes.update(id, { evidence, submit });
    const sum = await errorOf(
      disputes.update(id, { evidence: { uncategorized_text: fill(10_001) }, submit }),
    );
    expect([sum.statusCode, sum.param]).toEqual([400, "evidence"]);
    expect(
      (await disputes.update(id, { evidence: { uncategorized_text: fill(10_000) }, submit })).status,
    ).toBe("needs_response");
  });
});
