import Stripe from "stripe";
import { describe, expect, test, vi } from "vitest";
import { openReceiver } from "../support/open-receiver.ts";
import { ALL, errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

const BASIL = "2025-03-31.basil";
const CLOVER = "2025-12-15.clover";
const DAHLIA = "2026-08-26.dahlia";
const NEWEST = "2026-10-28.endive";

const MUG = {
  mode: "payment",
  "line_items[0][quantity]": "1",
  "line_items[0][price_data][currency]": "eur",
  "line_items[0][price_data][unit_amount]": "2400",
  "line_items[0][price_data][product_data][name]": "Tumble mug",
};
const HOSTED = { ...MUG, success_url: "http://shop.test/thanks" };
const EMBEDDED = { ...MUG, return_url: "http://shop.test/thanks" };
const SESSIONS = "/v1/checkout/sessions";

/** A sandbox whose log is kept from the terminal, and calls that name a version. */
async function openVersions() {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const sandbox = await openSandbox();
  const ask = (version: string, method: string, path: string, form: Record<string, string> = {}) =>
    sandbox.http(method, path, form, { "stripe-version": version });
  /** The official SDK of a project that has stayed on a version. */
  const sdkOf = (version: string): Stripe =>
    new Stripe(ALL, {
      // The types know their own version only.
      apiVersion: version as typeof NEWEST,
      host: "127.0.0.1",
      port: sandbox.port,
      protocol: "http",
      maxNetworkRetries: 0,
      telemetry: false,
    });
  return { ...sandbox, ask, sdkOf, said: () => log.mock.calls.map(([line]) => String(line)) };
}

describe("the kinds of checkout page", () => {
  test.each([
    ["hosted", "hosted_page", HOSTED],
    ["embedded", "embedded_page", EMBEDDED],
  ])("%s is %s to the newest version, one session to both", async (older, newest, form) => {
    const { ask } = await openVersions();
    const made = await ask(BASIL, "POST", SESSIONS, { ...form, ui_mode: older });
    expect([made.status, made.json.ui_mode]).toEqual([200, older]);
    expect(made.headers.get("stripe-version")).toBe(BASIL);
    const path = `${SESSIONS}/${made.json.id}`;
    expect((await ask(NEWEST, "GET", path)).json.ui_mode).toBe(newest);
    expect((await ask(CLOVER, "GET", path)).json.ui_mode).toBe(older);
    expect((await ask(DAHLIA, "GET", path)).json.ui_mode).toBe(newest);
    const { data } = (await ask(BASIL, "GET", SESSIONS)).json;
    expect(data).toEqual([expect.objectContaining({ id: made.json.id, ui_mode: older })]);
  });

  test("without one it is the hosted page, under the version's own name", async () => {
    const { ask } = await openVersions();
    expect((await ask(BASIL, "POST", SESSIONS, HOSTED)).json.ui_mode).toBe("hosted");
    expect((await ask(NEWEST, "POST", SESSIONS, HOSTED)).json.ui_mode).toBe("hosted_page");
  });

  test("each version refuses the names of the other", async () => {
    const { ask } = await openVersions();
    const older = await ask(BASIL, "POST", SESSIONS, { ...HOSTED, ui_mode: "hosted_page" });
    expect(older).toMatchObject({
      status: 400,
      json: {
        error: {
          type: "invalid_request_error",
          param: "ui_mode",
          message: "Invalid ui_mode: must be one of custom, embedded, or hosted",
        },
      },
    });
    const newest = await ask(DAHLIA, "POST", SESSIONS, { ...HOSTED, ui_mode: "hosted" });
    expect(newest).toMatchObject({ status: 400, json: { error: { param: "ui_mode" } } });
    expect(newest.json.error.message).toContain("hosted_page");
  });

  test("a refusal speaks the version's words", async () => {
    const { ask } = await openVersions();
    const wrong = (mode: string) => ({ ...EMBEDDED, ...HOSTED, ui_mode: mode });
    expect((await ask(BASIL, "POST", SESSIONS, wrong("embedded"))).json.error.message).toBe(
      "You may not specify `success_url` when `ui_mode` is `embedded`.",
    );
    expect((await ask(NEWEST, "POST", SESSIONS, wrong("embedded_page"))).json.error.message).toBe(
      "You may not specify `success_url` when `ui_mode` is `embedded_page`.",
    );
    expect((await ask(BASIL, "POST", SESSIONS, { ...EMBEDDED, ui_mode: "custom" })).json.error).toMatchObject(
      {
        code: "sandbox_not_covered",
        message: expect.stringContaining("ui_mode=custom"),
      },
    );
  });
});

describe("payment_method_types", () => {
  const intent = { amount: "2400", currency: "eur", "payment_method_types[]": "card" };

  test("limits a session and an intent in versions that have it", async () => {
    const { ask } = await openVersions();
    for (const version of [BASIL, CLOVER, DAHLIA]) {
      const session = await ask(version, "POST", SESSIONS, { ...HOSTED, "payment_method_types[]": "card" });
      expect([version, session.status, session.json.payment_method_types]).toEqual([version, 200, ["card"]]);
      const made = await ask(version, "POST", "/v1/payment_intents", intent);
      expect([version, made.status, made.json.payment_method_types]).toEqual([version, 200, ["card"]]);
    }
  });

  test("is refused by the newest version, with Stripe's code where Stripe has one", async () => {
    const { ask, sdk } = await openVersions();
    const made = (await sdk().paymentIntents.create({ amount: 2400, currency: "eur" })).id;
    for (const path of [
      "/v1/payment_intents",
      `/v1/payment_intents/${made}`,
      `/v1/payment_intents/${made}/confirm`,
    ])
      expect(await ask(NEWEST, "POST", path, intent)).toMatchObject({
        status: 400,
        json: { error: { code: "payment_method_types_no_longer_supported", param: "payment_method_types" } },
      });
    const session = await ask(NEWEST, "POST", SESSIONS, { ...HOSTED, "payment_method_types[]": "card" });
    expect(session).toMatchObject({ status: 400, json: { error: { code: "parameter_unknown" } } });
  });

  test("is what a refusal names", async () => {
    const { ask } = await openVersions();
    const { error } = (await ask(BASIL, "POST", SESSIONS, { ...HOSTED, "payment_method_types[]": "ideal" }))
      .json;
    expect(error).toMatchObject({ code: "sandbox_not_covered", param: "payment_method_types" });
    expect(error.message).not.toContain("allowed_payment_method_types");
  });
});

describe("the coupon of a promotion code", () => {
  test("stands in it in full before clover, and by its id in `promotion` since", async () => {
    const { ask, sdk } = await openVersions();
    const coupon = await sdk().coupons.create({ percent_off: 10, applies_to: { products: ["prod_mug"] } });
    const codes = "/v1/promotion_codes";
    const made = await ask(BASIL, "POST", codes, { coupon: coupon.id, code: "SPRING" });
    expect([made.status, made.json.coupon]).toEqual([
      200,
      expect.objectContaining({ id: coupon.id, percent_off: 10 }),
    ]);
    expect(made.json).not.toHaveProperty("promotion");
    const newest = (await ask(CLOVER, "GET", `${codes}/${made.json.id}`)).json;
    expect(newest.promotion).toEqual({ coupon: coupon.id, type: "coupon" });
    expect(newest).not.toHaveProperty("coupon");

    const expanded = await ask(BASIL, "GET", codes, { "expand[]": "data.coupon.applies_to" });
    expect(expanded.json.data[0].coupon.applies_to).toEqual({ products: ["prod_mug"] });
    const refused = await ask(BASIL, "POST", codes, { code: "SUMMER" });
    expect(refused.json.error).toMatchObject({
      code: "parameter_missing",
      param: "coupon",
      message: "Missing required param: coupon.",
    });
    const mixed = await ask(BASIL, "POST", codes, {
      "promotion[type]": "coupon",
      "promotion[coupon]": coupon.id,
    });
    expect(mixed.json.error).toMatchObject({ code: "parameter_unknown", param: "promotion" });
  });

  test("and so it is in the discounts of a session", async () => {
    const { ask, sdk } = await openVersions();
    const { id } = await sdk().coupons.create({ percent_off: 10 });
    const session = await ask(BASIL, "POST", SESSIONS, { ...HOSTED, "discounts[0][coupon]": id });
    const path = `${SESSIONS}/${session.json.id}`;
    const expand = { "expand[]": "total_details.breakdown" };
    const discountOf = (reply: {
      json: { total_details: { breakdown: { discounts: { discount: object }[] } } };
    }) => reply.json.total_details.breakdown.discounts[0]?.discount;
    expect(discountOf(await ask(BASIL, "GET", path, expand))).toMatchObject({
      coupon: { id, percent_off: 10 },
    });
    expect(discountOf(await ask(BASIL, "GET", path, expand))).not.toHaveProperty("source");
    expect(discountOf(await ask(NEWEST, "GET", path, expand))).toMatchObject({ source: { coupon: id } });
  });
});

describe("a project that has stayed on an older version", () => {
  test("sells with the official SDK as it was written", async () => {
    const { sdkOf, pay } = await openVersions();
    const stripe = sdkOf("2025-08-27.basil");
    const { ui_mode: _, ...rest } = { ui_mode: undefined, ...mug };
    // The newest types do not know the older names.
    const params = {
      ...rest,
      ui_mode: "hosted",
      payment_method_types: ["card"],
    } as Stripe.Checkout.SessionCreateParams;
    const session = await stripe.checkout.sessions.create(params);
    expect(session.ui_mode).toBe("hosted");
    await pay(session.id);
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent.latest_charge"],
    });
    expect(paid).toMatchObject({
      ui_mode: "hosted",
      payment_status: "paid",
      payment_intent: { status: "succeeded", payment_method_types: ["card"], latest_charge: { paid: true } },
    });
    expect(
      (await stripe.refunds.create({ payment_intent: String((paid.payment_intent as { id: string }).id) }))
        .status,
    ).toBe("succeeded");
  });

  test("gets its webhooks in its endpoint's version, while others get theirs", async () => {
    const { ask, http } = await openVersions();
    const [older, newest] = [await openReceiver(), await openReceiver()];
    for (const [url, version] of [
      [older.url, CLOVER],
      [newest.url, NEWEST],
    ] as const)
      await ask(NEWEST, "POST", "/v1/webhook_endpoints", {
        url,
        "enabled_events[]": "checkout.session.expired",
        api_version: version,
      });
    const { id } = (await ask(NEWEST, "POST", SESSIONS, HOSTED)).json;
    await ask(NEWEST, "POST", `${SESSIONS}/${id}/expire`);
    await Promise.all([older.arrived(1), newest.arrived(1)]);
    const seen = ({ received }: typeof older) => JSON.parse(received[0]?.body ?? "{}");
    expect(seen(older)).toMatchObject({ api_version: CLOVER, data: { object: { id, ui_mode: "hosted" } } });
    expect(seen(newest)).toMatchObject({
      api_version: NEWEST,
      data: { object: { id, ui_mode: "hosted_page" } },
    });
    // What an event shows was fixed when it was made.
    const event = await ask(BASIL, "GET", `/v1/events/${seen(older).id}`);
    expect(event.json).toMatchObject({ api_version: NEWEST, data: { object: { ui_mode: "hosted_page" } } });
    const invalid = { url: older.url, "enabled_events[]": "*", api_version: "2026-10-28.basil" };
    expect((await http("POST", "/v1/webhook_endpoints", invalid)).json.error).toMatchObject({
      message: "Invalid Stripe API version: 2026-10-28.basil",
      param: "api_version",
    });
  });

  test("gets the same answer again for the same idempotency key", async () => {
    const { http } = await openVersions();
    const headers = { "stripe-version": BASIL, "idempotency-key": "order-1" };
    const ask = () => http("POST", SESSIONS, { ...HOSTED, ui_mode: "hosted" }, headers);
    const [first, again] = [await ask(), await ask()];
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.json).toEqual(first.json);
  });

  test("is told of the difference once, in the log", async () => {
    const { ask, control, said } = await openVersions();
    for (let turn = 0; turn < 3; turn += 1) {
      await ask(BASIL, "GET", "/v1/charges");
      await ask(DAHLIA, "GET", "/v1/charges");
      await ask(NEWEST, "GET", "/v1/charges");
    }
    expect(said()).toEqual([
      expect.stringMatching(/2025-03-31\.basil.*promotion.*ui_mode.*payment_method_types/),
      expect.stringMatching(/2026-08-26\.dahlia.*payment_method_types/),
    ]);
    expect(said()[1]).not.toContain("ui_mode");
    const { data } = (await control("GET", "requests?limit=3")).json;
    expect(data.map(({ api_version }: { api_version: string }) => api_version)).toEqual([
      NEWEST,
      DAHLIA,
      BASIL,
    ]);
  });
});

describe("a version that is not answered", () => {
  test.each(["2025-13-01.basil", "2026-10-28.dahlia", "2027-01-01.fig", "latest", ""])(
    "%j never was",
    async (version) => {
      const { http } = await openVersions();
      const { status, json, headers } = await http("GET", "/v1/charges", {}, { "stripe-version": version });
      expect([status, json.error.type]).toEqual([400, "invalid_request_error"]);
      expect(json.error.message).toBe(`Invalid Stripe API version: ${version}`);
      expect(headers.get("stripe-version")).toBe(NEWEST);
    },
  );

  test.each(["2025-02-24.acacia", "2024-06-20"])(
    "%s is too old, and the refusal says from when on",
    async (version) => {
      const { sdkOf } = await openVersions();
      expect(await errorOf(sdkOf(version).charges.list())).toMatchObject({
        statusCode: 400,
        type: "StripeInvalidRequestError",
        code: "sandbox_not_covered",
        message: expect.stringContaining(BASIL),
      });
    },
  );

  test("a key without permission learns nothing about parameters", async () => {
    const { http, mint } = await openVersions();
    const key = await mint("reader", ["charge_read"]);
    const headers = { authorization: `Bearer ${key}`, "stripe-version": BASIL };
    expect((await http("POST", SESSIONS, { ui_mode: "hosted_page" }, headers)).status).toBe(403);
  });
});
