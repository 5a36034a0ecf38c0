import { describe, expect, test } from "vitest";
import { permissionOf } from "../../protocol/permissions.ts";
import { endpoints } from "../../registry/endpoints.ts";
import { ALL, errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

describe("keys", () => {
  test("a missing permission gets Stripe's sentence, with the key masked", async () => {
    const { sdk, mint } = await openSandbox();
    const key = await mint("backoffice", ["charge_write"]);
    const error = await errorOf(sdk(key).checkout.sessions.list());
    expect(error.message).toBe(
      `Permission denied. The provided key 'rk_test_...${key.slice(-4)}' does not have the required permissions for this endpoint on account 'acct_1LatchkeySandbox0'. Enabling "Checkout Sessions Read" ('checkout_session_read') permissions on this key would allow this request to continue. You can edit permissions at https://dashboard.stripe.com/b/acct_1LatchkeySandbox0?destination=%2Fapikeys%2Fmk_${key.slice(-12)}%2Fedit`,
    );
    expect(error).toMatchObject({
      statusCode: 403,
      code: "more_permissions_required",
      type: "StripePermissionError",
    });
  });

  test("a key of another account is refused in that account's name, and finds nothing of this one", async () => {
    const { sdk, control } = await openSandbox();
    const { id } = await sdk().checkout.sessions.create(mug);
    const permissions = ["checkout_session_write", "connected_account_read"];
    const minted = await control("POST", "keys", { name: "abroad", account: "acct_2", permissions });
    const stripe = sdk(minted.json.key);
    const error = await errorOf(stripe.refunds.list());
    expect(error.message).toContain("on account 'acct_2'.");
    expect(error.message).toContain("https://dashboard.stripe.com/b/acct_2?");
    expect((await stripe.accounts.retrieveCurrent()).id).toBe("acct_2");
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
    expect(await errorOf(stripe.checkout.sessions.retrieve(id))).toMatchObject({ code: "resource_missing" });
    await stripe.checkout.sessions.create(mug);
    expect((await sdk().checkout.sessions.list()).data.map((session) => session.id)).toEqual([id]);
    expect((await sdk().accounts.retrieveCurrent()).id).toBe("acct_1LatchkeySandbox0");
    // Minted again under its name, the key stays where it was.
    await control("POST", "keys", { name: "abroad", permissions: [] });
    expect((await errorOf(stripe.checkout.sessions.list())).message).toContain("on account 'acct_2'.");
  });

  test("permission comes before parameters and objects, so that a probe tells granted from missing", async () => {
    const { http, mint } = await openSandbox();
    const headers = { authorization: `Bearer ${await mint("reader", ["checkout_session_read"])}` };
    expect((await http("POST", "/v1/checkout/sessions/cs_test_absent/expire", {}, headers)).status).toBe(403);
    expect((await http("POST", "/v1/refunds", { payment_intent: "pi_absent" }, headers)).status).toBe(403);
    expect((await http("POST", "/v1/refunds", { payment_intent: "pi_absent" })).status).toBe(404);
    expect((await http("POST", "/v1/products", {})).status).toBe(400);
  });

  test("write includes read, and sessions bring payment intents", async () => {
    const { sdk, mint } = await openSandbox();
    const stripe = sdk(await mint("checkout", ["checkout_session_write"]));
    await stripe.checkout.sessions.create(mug);
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(0);
    expect((await errorOf(stripe.charges.list())).statusCode).toBe(403);
  });

  test("minting again changes the permissions of the same key; a revoked one has expired", async () => {
    const { sdk, mint, control } = await openSandbox();
    const key = await mint("reconciler", ["event_read"]);
    await sdk(key).events.list();
    expect(await mint("reconciler", ["charge_read"])).toBe(key);
    expect((await errorOf(sdk(key).events.list())).statusCode).toBe(403);
    await mint("reconciler", ["revoked"]);
    expect(await errorOf(sdk(key).events.list())).toMatchObject({ statusCode: 401, code: "api_key_expired" });
    // The log says whose request was refused: who counts a key's requests must see these as well.
    const { data } = (await control("GET", "requests")).json;
    expect(data[0]).toMatchObject({ key: "reconciler", route: "/v1/events", status: 401 });
  });

  test("expanding an object needs the permission to read it", async () => {
    const { sdk, mint, pay } = await openSandbox();
    const { id } = await sdk().checkout.sessions.create(mug);
    await pay(id);
    const expand = ["payment_intent.latest_charge"];
    const poor = sdk(await mint("poor", ["checkout_session_read"]));
    const error = await errorOf(poor.checkout.sessions.retrieve(id, { expand }));
    expect(error.message).toContain("('charge_read')");
    expect(
      (await errorOf(poor.checkout.sessions.list({ expand: ["data.payment_intent.latest_charge"] })))
        .statusCode,
    ).toBe(403);
    const rich = sdk(await mint("rich", ["checkout_session_read", "charge_read"]));
    const session = await rich.checkout.sessions.retrieve(id, { expand });
    expect(session.payment_intent).toMatchObject({ latest_charge: { object: "charge", amount: 2400 } });
  });

  test("no key, an unknown key, a publishable key, Basic", async () => {
    const { http } = await openSandbox();
    const list = (authorization: string) => http("GET", "/v1/charges", {}, { authorization });
    expect((await list("")).json.error.message).toMatch(
      /^You did not provide an API key\. You need to provide/,
    );
    const unknown = await list("Bearer rk_test_unknown1234wxyz");
    expect(unknown).toMatchObject({
      status: 401,
      json: { error: { message: `Invalid API Key provided: rk_test_${"*".repeat(11)}wxyz` } },
    });
    const publishable = await list("Bearer pk_test_sandbox");
    expect(publishable).toMatchObject({ status: 401, json: { error: { code: "secret_key_required" } } });
    expect((await list(`Basic ${Buffer.from(`${ALL}:`).toString("base64")}`)).status).toBe(200);
    const method = { type: "card", "card[token]": "tok_visa" };
    expect(
      (await http("POST", "/v1/payment_methods", method, { authorization: "Bearer pk_test_sandbox" })).status,
    ).toBe(200);
  });

  test("each call works with the permission of its row and with none less", async () => {
    const { http, mint } = await openSandbox();
    const rows = Object.entries(permissionOf);
    expect(rows).toHaveLength(endpoints.length);
    for (const [route, needed] of rows) {
      const permission = typeof needed === "string" ? needed : needed.otherwise;
      const [method = "", path = ""] = route.replace(":id", "absent").split(" ");
      const ask = async (name: string, permissions: string[]) =>
        (await http(method, path, {}, { authorization: `Bearer ${await mint(name, permissions)}` })).status;
      expect(
        await ask(
          "without",
          ["payout_write"].filter((slug) => slug !== permission.replace("read", "write")),
        ),
        route,
      ).toBe(403);
      expect(await ask("with", [permission]), route).not.toBe(403);
      if (permission.endsWith("_write"))
        expect(await ask("reader", [permission.replace("_write", "_read")]), route).toBe(403);
    }
  });

  test("the calls of a shop need what Stripe documents", () => {
    expect(permissionOf).toMatchObject({
      "POST /v1/checkout/sessions": "checkout_session_write",
      "POST /v1/checkout/sessions/:id/expire": "checkout_session_write",
      "GET /v1/checkout/sessions/:id/line_items": "checkout_session_read",
      "GET /v1/payment_intents/:id": "payment_intent_read",
      "POST /v1/payment_intents/:id/capture": "payment_intent_write",
      "POST /v1/payment_intents/:id/cancel": "payment_intent_write",
      "POST /v1/refunds": "charge_write",
      "GET /v1/refunds": "charge_read",
      "GET /v1/events": "event_read",
      "GET /v1/disputes": "dispute_read",
      "GET /v1/prices": "plan_read",
      "POST /v1/webhook_endpoints": "webhook_write",
    });
  });

  test("the log of requests names the key and the pattern, for proving a manifest", async () => {
    const { sdk, mint, control } = await openSandbox();
    await errorOf(sdk(await mint("backoffice", ["charge_write"])).refunds.retrieve("re_absent"));
    expect((await control("GET", "requests")).json.data[0]).toMatchObject({
      method: "GET",
      route: "/v1/refunds/:id",
      key: "backoffice",
      status: 404,
    });
  });
});
