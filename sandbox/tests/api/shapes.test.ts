import { describe, expect, test } from "vitest";
import { mug, openSandbox } from "../support/open-sandbox.ts";
import shapes from "../support/stripe-shapes.json" with { type: "json" };

/**
 * Fields of Stripe's samples that an object of the sandbox does not show, each with its reason. The samples are made
 * for documentation: they show objects with everything expanded that can be.
 */
const ABSENT: Record<string, string[]> = {
  // refunds: only there when expanded. The others are hashes that the sample leaves empty or fills with examples.
  charge: ["refunds", "source.", "transfer_data.", "shipping."],
  // The key of an example.
  payment_method: ["metadata."],
};

const typeOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

function read(object: unknown, path: string): unknown {
  let value: unknown = object;
  for (const key of path.split(".")) {
    // A hash that is null as a whole says nothing about the fields in it.
    if (value === null) return null;
    if (typeof value !== "object" || value === undefined) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** What differs between an object and Stripe's sample of its kind. */
function differences(kind: keyof typeof shapes, object: unknown): string[] {
  const skipped = ABSENT[kind] ?? [];
  return Object.entries(shapes[kind]).flatMap(([path, type]) => {
    if (skipped.some((start) => path === start || path.startsWith(start))) return [];
    const actual = read(object, path);
    if (actual === undefined) return [`${path} is missing (${type})`];
    const isSame = type === "null" || actual === null || typeOf(actual) === type;
    return isSame ? [] : [`${path} is ${typeOf(actual)}, not ${type}`];
  });
}

describe("objects have the fields of Stripe's own samples, with their types", () => {
  test("along a payment, a refund and a dispute", async () => {
    const { sdk, pay, advance, http } = await openSandbox();
    const stripe = sdk();
    const session = await stripe.checkout.sessions.create({
      ...mug,
      shipping_address_collection: { allowed_countries: ["DE"] },
      shipping_options: [
        {
          shipping_rate_data: {
            display_name: "Post",
            type: "fixed_amount",
            fixed_amount: { amount: 490, currency: "eur" },
          },
        },
      ],
    });
    await pay(session.id, "createDispute", {
      "shipping[name]": "Alex",
      "shipping[address][line1]": "Street 1",
      "shipping[address][city]": "Berlin",
      "shipping[address][country]": "DE",
    });
    await advance(5);
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    const get = async (path: string) => (await http("GET", path)).json;
    const [charge] = (await stripe.charges.list()).data;
    const [item] = (await stripe.checkout.sessions.listLineItems(session.id)).data;
    const other = await stripe.paymentIntents.create({
      amount: 500,
      currency: "eur",
      confirm: true,
      payment_method: "pm_card_visa",
    });
    const coupon = await stripe.coupons.create({ percent_off: 10 });
    const promotion = { type: "coupon", coupon: coupon.id } as const;
    const radar = async (card: string) => {
      const paid = { amount: 500, currency: "eur", confirm: true, payment_method: `pm_card_${card}` };
      await stripe.paymentIntents.create(paid);
    };
    await radar("riskLevelElevated");
    await radar("createIssuerFraudRecord");
    await advance(0);
    const seen: [keyof typeof shapes, unknown][] = [
      ["account", await get("/v1/account")],
      ["coupon", coupon],
      ["promotion_code", await stripe.promotionCodes.create({ promotion })],
      ["customer", await stripe.customers.create()],
      ["review", (await get("/v1/reviews")).data[0]],
      ["radar.early_fraud_warning", (await get("/v1/radar/early_fraud_warnings")).data[0]],
      ["checkout.session", await get(`/v1/checkout/sessions/${session.id}`)],
      ["payment_intent", await get(`/v1/payment_intents/${paid.payment_intent}`)],
      ["charge", charge],
      ["item", item],
      ["price", await get(`/v1/prices/${item?.price?.id}`)],
      ["product", await get(`/v1/products/${item?.price?.product}`)],
      ["payment_method", await get(`/v1/payment_methods/${charge?.payment_method}`)],
      ["shipping_rate", await get(`/v1/shipping_rates/${paid.shipping_cost?.shipping_rate}`)],
      ["balance_transaction", await get(`/v1/balance_transactions/${charge?.balance_transaction}`)],
      ["balance", await get("/v1/balance")],
      ["dispute", (await get("/v1/disputes")).data[0]],
      ["refund", await stripe.refunds.create({ payment_intent: other.id })],
      ["event", (await get("/v1/events")).data[0]],
      [
        "webhook_endpoint",
        await stripe.webhookEndpoints.create({
          url: "http://127.0.0.1:9/x",
          enabled_events: ["charge.refunded"],
        }),
      ],
    ];
    expect(seen.map(([kind]) => kind).sort()).toEqual(
      Object.keys(shapes)
        .filter((kind) => kind !== "_")
        .sort(),
    );
    for (const [kind, object] of seen) expect(differences(kind, object), kind).toEqual([]);
  });
});
