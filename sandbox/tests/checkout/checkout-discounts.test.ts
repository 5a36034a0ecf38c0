import { describe, expect, test } from "vitest";
import { errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

const line = (name: string, unit_amount: number, quantity = 1) => ({
  quantity,
  price_data: { currency: "eur", unit_amount, product_data: { name } },
});

async function openShop() {
  const sandbox = await openSandbox();
  const sdk = sandbox.sdk();
  const coupon = await sdk.coupons.create({ percent_off: 15, duration: "once" });
  const code = await sdk.promotionCodes.create({
    code: "SPRING",
    promotion: { type: "coupon", coupon: coupon.id },
    max_redemptions: 1,
  });
  const create = (more: object = {}) => sdk.checkout.sessions.create({ ...mug, ...more } as typeof mug);
  return { ...sandbox, stripe: sdk, sessions: sdk.checkout.sessions, coupon, code, create };
}

describe("a discount of the shop's", () => {
  test("comes off each line and the total, and is told in full when expanded", async () => {
    const { create, sessions, coupon, pay, stripe } = await openShop();
    const { id } = await create({
      discounts: [{ coupon: coupon.id }],
      line_items: [line("Mug", 2400), line("Pin", 333, 3)],
    });
    const session = await sessions.retrieve(id, {
      expand: ["total_details.breakdown", "line_items.data.discounts", "discounts.coupon"],
    });
    expect(session).toMatchObject({
      amount_subtotal: 3399,
      amount_total: 3399 - 360 - 150,
      discounts: [{ coupon: { id: coupon.id, percent_off: 15 }, promotion_code: null }],
      total_details: {
        amount_discount: 510,
        breakdown: {
          discounts: [
            {
              amount: 510,
              discount: { object: "discount", checkout_session: id, source: { coupon: coupon.id } },
            },
          ],
          taxes: [],
        },
      },
      line_items: {
        data: [{ amount_discount: 360, discounts: [{ amount: 360 }] }, { amount_discount: 150 }],
      },
    });
    const plain = await sessions.retrieve(id);
    expect(plain.total_details).not.toHaveProperty("breakdown");
    await pay(id);
    expect((await stripe.paymentIntents.list()).data[0]?.amount).toBe(2889);
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
  });

  test("an amount off is spread to the cent, shipping is not discounted, and all off needs no card", async () => {
    const { create, stripe, http, sessions } = await openShop();
    const ten = await stripe.coupons.create({ amount_off: 1000, currency: "eur", duration: "once" });
    const shipping_rate_data = {
      display_name: "Post",
      type: "fixed_amount",
      fixed_amount: { amount: 490, currency: "eur" },
    };
    const three = await create({
      discounts: [{ coupon: ten.id }],
      line_items: [line("A", 1000), line("B", 1000), line("C", 1000)],
      shipping_options: [{ shipping_rate_data }],
    });
    expect(three).toMatchObject({ amount_total: 2490, total_details: { amount_discount: 1000 } });
    const free = await stripe.coupons.create({ percent_off: 100, duration: "once" });
    const { id } = await create({ discounts: [{ coupon: free.id }] });
    await http("POST", `/v1/payment_pages/${id}/confirm`, { email: "a@example.com" });
    expect(await sessions.retrieve(id)).toMatchObject({
      amount_total: 0,
      payment_status: "no_payment_required",
      status: "complete",
    });
  });

  test("what does not fit is refused in Stripe's words", async () => {
    const { create, coupon, stripe } = await openShop();
    const refuse = async (more: object) => (await errorOf(create(more))).message;
    const one = { discounts: [{ coupon: coupon.id }] };
    expect(await refuse({ ...one, allow_promotion_codes: true })).toBe(
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
    );
    expect(await refuse({ discounts: [{ coupon: "absent" }] })).toContain("No such coupon");
    expect(await refuse({ discounts: [{ coupon: coupon.id, promotion_code: "promo_1" }] })).toContain(
      "exactly one",
    );
    const dollars = await stripe.coupons.create({ amount_off: 100, currency: "usd", duration: "once" });
    expect(await refuse({ discounts: [{ coupon: dollars.id }] })).toContain("currency");
    expect((await stripe.products.list()).data).toHaveLength(0);
  });
});

describe("a promotion code on the page", () => {
  test("is applied, shown, taken away, and used up by the payment", async () => {
    const { create, http, sessions, stripe, code } = await openShop();
    const { id } = await create({ allow_promotion_codes: true });
    const submit = (values: Record<string, string>) => http("POST", `/c/pay/${id}`, values);
    const wrong = await submit({ step: "promotion", promotion_code: "autumn", email: "kept@example.com" });
    expect(wrong.json).toContain("This code is not valid.");
    expect(wrong.json).toContain('value="kept@example.com"');
    expect((await submit({ step: "promotion", promotion_code: " spring " })).json).toContain("−€3.60");
    expect(await sessions.retrieve(id)).toMatchObject({
      amount_total: 2040,
      discounts: [{ promotion_code: code.id }],
    });
    await submit({ step: "remove_promotion" });
    expect(await sessions.retrieve(id)).toMatchObject({ amount_total: 2400, discounts: [] });
    await submit({ step: "promotion", promotion_code: "SPRING" });
    const card = { email: "a@example.com", number: "4242424242424242", expiry: "12 / 40", cvc: "123" };
    const surprised = await submit({ ...card, expected_amount: "2400" });
    expect(surprised.json).toContain("The total has changed");
    expect((await submit({ ...card, expected_amount: "2040" })).status).toBe(303);
    expect(await stripe.promotionCodes.retrieve(code.id)).toMatchObject({ active: false, times_redeemed: 1 });
    const next = await create({ allow_promotion_codes: true });
    const late = await http("POST", `/c/pay/${next.id}`, { step: "promotion", promotion_code: "SPRING" });
    expect(late.json).toContain("This code is not valid.");
  });
});

describe("a session's customer", () => {
  test("is the one the shop names: the page knows their e-mail, the payment is theirs", async () => {
    const { create, http, pay, stripe } = await openShop();
    const customer = await stripe.customers.create({ email: "known@example.com" });
    const { id, customer_details } = await create({ customer: customer.id });
    expect(customer_details?.email).toBe("known@example.com");
    const { json } = await http("GET", `/c/pay/${id}`);
    expect(json).toContain("known@example.com");
    expect(json).not.toContain('name="email"');
    await pay(id);
    expect((await stripe.paymentIntents.list({ customer: customer.id })).data).toHaveLength(1);
    const both = errorOf(create({ customer: customer.id, customer_email: "a@example.com" }));
    expect((await both).message).toContain("customer, customer_email");
  });

  test("is made when the shop always wants one", async () => {
    const { create, pay, sessions, stripe } = await openShop();
    const { id } = await create({ customer_creation: "always" });
    await pay(id);
    const session = await sessions.retrieve(id, { expand: ["customer", "payment_intent"] });
    expect(session.customer).toMatchObject({ object: "customer", email: "alex@example.com" });
    const made = (session.customer as { id: string }).id;
    expect(session.payment_intent).toMatchObject({ customer: made });
    expect((await stripe.charges.list()).data[0]?.customer).toBe(made);
  });
});
