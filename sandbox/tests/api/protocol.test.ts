import { describe, expect, test } from "vitest";
import { parseForm } from "../../protocol/form.ts";
import { errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

describe("requests", () => {
  test("forms: nested, indexed, appended, and no way to a prototype", () => {
    expect(parseForm("a[b][0]=1&a[b][1]=2&c[]=x&c[]=y&d[0][e]=%20+z")).toEqual({
      a: { b: ["1", "2"] },
      c: ["x", "y"],
      d: [{ e: "  z" }],
    });
    expect(parseForm("i[][a]=1&i[][b]=2&i[][a]=3")).toEqual({ i: [{ a: "1", b: "2" }, { a: "3" }] });
    parseForm("__proto__[polluted]=1&constructor[prototype][polluted]=1");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("what is wrong with a parameter is said in Stripe's words", async () => {
    const { http } = await openSandbox();
    const complaint = async (path: string, form: Record<string, string>) => {
      const { status, json } = await http("POST", path, form);
      expect(status).toBe(400);
      expect(json.error.type).toBe("invalid_request_error");
      return [json.error.code, json.error.param, json.error.message];
    };
    expect(await complaint("/v1/products", {})).toEqual([
      "parameter_missing",
      "name",
      "Missing required param: name.",
    ]);
    expect(await complaint("/v1/products", { name: "Mug", colour: "red" })).toEqual([
      "parameter_unknown",
      "colour",
      "Received unknown parameter: colour",
    ]);
    expect(await complaint("/v1/products", { name: "" })).toMatchObject([
      "parameter_invalid_empty",
      "name",
      expect.stringMatching(/^You passed an empty string for 'name'/),
    ]);
    expect(await complaint("/v1/payment_intents", { amount: "12.5", currency: "eur" })).toEqual([
      "parameter_invalid_integer",
      "amount",
      "Invalid integer: 12.5",
    ]);
    expect(await complaint("/v1/payment_intents", { amount: "49", currency: "eur" })).toMatchObject([
      "amount_too_small",
      "amount",
      expect.stringContaining("€0.50"),
    ]);
    expect(await complaint("/v1/payment_intents", { amount: "49", currency: "jpy" })).toMatchObject([
      "amount_too_small",
      "amount",
      expect.stringContaining("¥50"),
    ]);
    expect(
      await complaint("/v1/prices", { currency: "kwd", unit_amount: "1001", "product_data[name]": "x" }),
    ).toMatchObject([undefined, "unit_amount", expect.anything()]);
    expect(await complaint("/v1/refunds", { reason: "whim" })).toMatchObject([
      undefined,
      "reason",
      "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer",
    ]);
    expect(await complaint("/v1/checkout/sessions", { "line_items[0][quantity]": "0" })).toMatchObject([
      "parameter_invalid_integer",
      "line_items[0][quantity]",
      expect.anything(),
    ]);
    expect(await complaint("/v1/checkout/sessions", { "optional_items[0][price]": "x" })).toMatchObject([
      "sandbox_not_covered",
      "optional_items",
      expect.anything(),
    ]);
  });

  test("unknown objects, addresses and API versions", async () => {
    const { http, sdk } = await openSandbox();
    const missing = await errorOf(sdk().checkout.sessions.retrieve("cs_test_absent"));
    expect(missing).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      message: "No such checkout.session: 'cs_test_absent'",
    });
    expect((await http("GET", "/v1/nonsense")).json.error.message).toMatch(
      /^Unrecognized request URL \(GET: \/v1\/nonsense\)/,
    );
    expect((await http("GET", "/v1/charges", {}, { "stripe-version": "2019-01-01" })).status).toBe(400);
    const { headers } = await http("GET", "/v1/charges");
    expect(headers.get("request-id")).toMatch(/^req_\w{14}$/);
    expect(headers.get("stripe-version")).toBe("2026-10-28.endive");
  });

  test("metadata merges, unsets one key, unsets all", async () => {
    const { sdk } = await openSandbox();
    const { id } = await sdk().products.create({ name: "Mug", metadata: { a: "1", b: "2" } });
    expect((await sdk().products.update(id, { metadata: { b: "", c: "3" } })).metadata).toEqual({
      a: "1",
      c: "3",
    });
    expect((await sdk().products.update(id, { metadata: "" })).metadata).toEqual({});
    expect((await errorOf(sdk().products.update(id, { metadata: { a: "x".repeat(501) } }))).statusCode).toBe(
      400,
    );
  });

  test("expand fills ids in, also in lists, and refuses what cannot be expanded", async () => {
    const { sdk, pay } = await openSandbox();
    const { id } = await sdk().checkout.sessions.create(mug);
    await pay(id);
    const page = await sdk().checkout.sessions.list({ expand: ["data.line_items", "data.payment_intent"] });
    expect(page.data[0]).toMatchObject({
      line_items: { data: [{ description: "Tumble mug" }] },
      payment_intent: { status: "succeeded" },
    });
    const { line_items } = await sdk().checkout.sessions.retrieve(id, {
      expand: ["line_items.data.price.product"],
    });
    expect(line_items?.data[0]?.price?.product).toMatchObject({ name: "Tumble mug", active: false });
    const charges = await sdk().charges.list({ expand: ["data.refunds", "data.balance_transaction"] });
    expect(charges.data[0]).toMatchObject({
      refunds: { object: "list", data: [] },
      balance_transaction: { net: expect.any(Number) },
    });
    const error = await errorOf(sdk().checkout.sessions.retrieve(id, { expand: ["amount_total"] }));
    expect(error.message).toBe("This property cannot be expanded (amount_total).");
    const deep = await errorOf(
      sdk().refunds.list({ expand: ["data.charge.payment_intent.latest_charge.balance_transaction"] }),
    );
    expect(deep.message).toMatch(/more than 4 levels/);
  });
});

describe("what a request may be mistaken about", () => {
  test("an object of live mode is named as such", async () => {
    const { sdk } = await openSandbox();
    expect((await errorOf(sdk().checkout.sessions.retrieve("cs_live_a1b2"))).message).toBe(
      "No such checkout.session: 'cs_live_a1b2'; a similar object exists in live mode, but a test mode key was used to make this request.",
    );
  });

  test("a payment without the shopper cannot be asked for 3-D Secure", async () => {
    const { sdk } = await openSandbox();
    const away = { amount: 500, currency: "eur", confirm: true, off_session: true } as const;
    const refused = sdk().paymentIntents.create({
      ...away,
      payment_method: "pm_card_authenticationRequired",
    });
    expect(await errorOf(refused)).toMatchObject({
      statusCode: 402,
      code: "authentication_required",
      decline_code: "authentication_required",
    });
    const paid = await sdk().paymentIntents.create({ ...away, payment_method: "pm_card_visa" });
    expect(paid.status).toBe("succeeded");
  });

  test("3-D Secure that is optional is asked for when the shop requests it", async () => {
    const { sdk } = await openSandbox();
    const buy = async (request_three_d_secure: "any" | "automatic") => {
      const intent = await sdk().paymentIntents.create({
        amount: 500,
        currency: "eur",
        confirm: true,
        payment_method: "pm_card_threeDSecureOptional",
        payment_method_options: { card: { request_three_d_secure } },
      });
      return intent.status;
    };
    expect(await buy("automatic")).toBe("succeeded");
    expect(await buy("any")).toBe("requires_action");
  });

  test("an intent of Checkout is paid on Checkout's page only", async () => {
    const { sdk, pay } = await openSandbox();
    const { id } = await sdk().checkout.sessions.create(mug);
    await pay(id, "chargeDeclined");
    const { payment_intent } = await sdk().checkout.sessions.retrieve(id);
    const error = await errorOf(
      sdk().paymentIntents.confirm(String(payment_intent), { payment_method: "pm_card_visa" }),
    );
    expect(error.message).toContain("created by Checkout");
  });

  test.each([
    ["visa", "visa", "4242"],
    ["mastercard_2series", "mastercard", "3222"],
    ["amex", "amex", "0005"],
    ["discover", "discover", "1117"],
    ["diners", "diners", "0004"],
    ["jcb", "jcb", "0505"],
    ["unionpay", "unionpay", "0005"],
  ])("pm_card_%s pays", async (token, brand, last4) => {
    const { sdk } = await openSandbox();
    const paid = await sdk().paymentIntents.create({
      amount: 500,
      currency: "eur",
      confirm: true,
      payment_method: `pm_card_${token}`,
      expand: ["latest_charge"],
    });
    expect(paid.latest_charge).toMatchObject({ payment_method_details: { card: { brand, last4 } } });
  });

  test.each([
    ["chargeDeclined", "card_declined", "generic_decline"],
    ["visa_chargeDeclined", "card_declined", "generic_decline"],
    ["chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
    ["chargeDeclinedLostCard", "card_declined", "lost_card"],
    ["chargeDeclinedStolenCard", "card_declined", "stolen_card"],
    ["chargeDeclinedExpiredCard", "expired_card", ""],
    ["chargeDeclinedIncorrectCvc", "incorrect_cvc", ""],
    ["chargeDeclinedProcessingError", "processing_error", ""],
    ["chargeDeclinedVelocityLimitExceeded", "card_declined", "card_velocity_exceeded"],
    ["threeDSecureRequiredProcessingError", "processing_error", ""],
    ["riskLevelHighest", "card_declined", "fraudulent"],
  ])("pm_card_%s is declined: %s", async (token, code, decline_code) => {
    const { sdk } = await openSandbox();
    const error = await errorOf(
      sdk().paymentIntents.create({
        amount: 500,
        currency: "eur",
        confirm: true,
        payment_method: `pm_card_${token}`,
      }),
    );
    expect([error.statusCode, error.code, error.decline_code]).toEqual([402, code, decline_code]);
  });
});

describe("idempotency", () => {
  const form = { name: "Mug" };
  const withKey = (key: string) => ({ "idempotency-key": key });

  test("the same key gives the same answer and does nothing twice", async () => {
    const { http, sdk } = await openSandbox();
    const first = await http("POST", "/v1/products", form, withKey("k1"));
    const again = await http("POST", "/v1/products", form, withKey("k1"));
    expect(again.json).toEqual(first.json);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await sdk().products.list()).data).toHaveLength(1);
  });

  test("other parameters or another address under the same key are refused", async () => {
    const { http } = await openSandbox();
    await http("POST", "/v1/products", form, withKey("k1"));
    const other = await http("POST", "/v1/products", { name: "Cup" }, withKey("k1"));
    expect(other).toMatchObject({
      status: 400,
      json: { error: { type: "idempotency_error", message: expect.stringContaining("same parameters") } },
    });
    const elsewhere = await http("POST", "/v1/prices", form, withKey("k1"));
    expect(elsewhere.json.error.message).toContain("('/v1/prices' vs '/v1/products')");
  });

  test("a request that never ran is not kept; a result is, also a declined card", async () => {
    const { http } = await openSandbox();
    expect((await http("POST", "/v1/products", {}, withKey("k1"))).status).toBe(400);
    expect((await http("POST", "/v1/products", form, withKey("k1"))).status).toBe(200);
    const declined = {
      amount: "500",
      currency: "eur",
      confirm: "true",
      payment_method: "pm_card_chargeDeclined",
    };
    const first = await http("POST", "/v1/payment_intents", declined, withKey("k2"));
    const again = await http("POST", "/v1/payment_intents", declined, withKey("k2"));
    expect([first.status, again.status]).toEqual([402, 402]);
    expect(again.json).toEqual(first.json);
  });

  test("a second request while the first is under way is told so", async () => {
    const { http, fault, control } = await openSandbox();
    await fault({ kind: "slow", ms: 300, count: 1 });
    const first = http("POST", "/v1/products", form, withKey("k1"));
    // The fault has struck: the first is under way.
    await expect.poll(async () => (await control("GET", "faults")).json.data, { interval: 10 }).toEqual([]);
    const second = await http("POST", "/v1/products", form, withKey("k1"));
    expect(second).toMatchObject({ status: 409, json: { error: { code: "idempotency_key_in_use" } } });
    expect((await first).status).toBe(200);
  });

  test("answers are kept for a day of the sandbox's clock", async () => {
    const { http, advance, sdk } = await openSandbox();
    await http("POST", "/v1/products", form, withKey("k1"));
    await advance(24 * 3600 - 10);
    expect((await http("POST", "/v1/products", form, withKey("k1"))).headers.get("idempotent-replayed")).toBe(
      "true",
    );
    await advance(20);
    expect(
      (await http("POST", "/v1/products", form, withKey("k1"))).headers.get("idempotent-replayed"),
    ).toBeNull();
    expect((await sdk().products.list()).data).toHaveLength(2);
  });
});

describe("lists", () => {
  test("newest first, in pages both ways, with has_more", async () => {
    const { sdk } = await openSandbox();
    const ids: string[] = [];
    for (let count = 0; count < 7; count += 1)
      ids.unshift((await sdk().products.create({ name: `Mug ${count}` })).id);
    const page = async (params: object) => {
      const { data, has_more } = await sdk().products.list(params);
      return [data.map((product) => ids.indexOf(product.id)), has_more];
    };
    expect(await page({ limit: 3 })).toEqual([[0, 1, 2], true]);
    expect(await page({ limit: 3, starting_after: ids[2] })).toEqual([[3, 4, 5], true]);
    expect(await page({ limit: 3, starting_after: ids[5] })).toEqual([[6], false]);
    expect(await page({ limit: 3, ending_before: ids[5] })).toEqual([[2, 3, 4], true]);
    expect(await page({ limit: 3, ending_before: ids[2] })).toEqual([[0, 1], false]);
    const all: string[] = [];
    for await (const product of sdk().products.list({ limit: 2 })) all.push(product.id);
    expect(all).toEqual(ids);
    expect(await errorOf(sdk().products.list({ starting_after: "prod_absent" }))).toMatchObject({
      code: "resource_missing",
    });
    expect((await errorOf(sdk().products.list({ limit: 101 }))).code).toBe("parameter_invalid_integer");
  });

  test("created ranges, and filters with and without an index", async () => {
    const { sdk, advance, pay } = await openSandbox();
    const first = await sdk().checkout.sessions.create(mug);
    await advance(100);
    const second = await sdk().checkout.sessions.create(mug);
    await pay(second.id);
    const list = async (params: object) =>
      (await sdk().checkout.sessions.list(params)).data.map(({ id }) => id);
    expect(await list({ created: { gte: second.created } })).toEqual([second.id]);
    expect(await list({ created: { lt: second.created } })).toEqual([first.id]);
    expect(await list({ created: first.created })).toEqual([first.id]);
    expect(await list({ status: "complete" })).toEqual([second.id]);
    expect(await list({ status: "open" })).toEqual([first.id]);
    const { payment_intent } = await sdk().checkout.sessions.retrieve(second.id);
    expect(await list({ payment_intent })).toEqual([second.id]);
  });
});
