import { describe, expect, test } from "vitest";
import { mug, openSandbox } from "../support/open-sandbox.ts";

const shopper = { email: "alex@example.com", number: "4242 4242 4242 4242", expiry: "12 / 40", cvc: "123" };

/** A hosted session and its page, driven as a browser without JavaScript would. */
async function openPage(more: object = {}) {
  const sandbox = await openSandbox();
  const session = await sandbox
    .sdk()
    .checkout.sessions.create({ ...mug, cancel_url: "http://shop.test/cart", ...more });
  const path = new URL(session.url ?? "").pathname;
  const submit = (values: Record<string, string>, to = path) => sandbox.http("POST", to, values);
  const status = async () => (await sandbox.sdk().checkout.sessions.retrieve(session.id)).status;
  return { ...sandbox, session, path, submit, status };
}

describe("the checkout page without JavaScript", () => {
  test("shows what is bought, and a paid form leads back to the shop", async () => {
    const { http, path, submit, session, status } = await openPage();
    const { json: html, headers } = await http("GET", path);
    for (const part of [
      "Tumble mug",
      "€24.00",
      "Sandbox · no real money",
      "http://shop.test/cart",
      'autocomplete="cc-number"',
    ])
      expect(html).toContain(part);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    const paid = await submit(shopper);
    expect(paid.status).toBe(303);
    expect(paid.headers.get("location")).toBe(`http://shop.test/thanks?session=${session.id}`);
    expect(await status()).toBe("complete");
    expect((await http("GET", path)).json).toContain("Payment complete");
    expect((await submit(shopper)).json).toContain("Payment complete");
  });

  test("says in place what is wrong, keeps the answers and never the card", async () => {
    const { submit, status } = await openPage();
    const wrong = async (values: Record<string, string>) =>
      (await submit({ ...shopper, ...values })).json as string;
    expect(await wrong({ email: "nobody" })).toContain("Enter an email address");
    expect(await wrong({ number: "4242 4242 4242 4241" })).toContain("Your card number is invalid.");
    expect(await wrong({ expiry: "12 / 20" })).toContain("in the past");
    expect(await wrong({ cvc: "12" })).toContain("3 digits");
    expect(await wrong({ number: "378282246310005" })).toContain("4 digits");
    expect(await wrong({ number: "4111 1111 1111 1111" })).toContain("used a non test (live) card");
    const declined = await submit({ ...shopper, number: "4000 0000 0000 0002" });
    expect(declined.status).toBe(402);
    expect(declined.json).toMatch(
      /aria-invalid="true"[^>]*>\s*<span class="alert"[^>]*>Your card was declined\./,
    );
    expect(declined.json).toContain('value="alex@example.com"');
    expect(declined.json).not.toContain('value="4000');
    expect(await status()).toBe("open");
  });

  test("what a shopper types cannot become markup", async () => {
    const { submit } = await openPage();
    const { json } = await submit({ ...shopper, email: '"><script>alert(1)</script>' });
    expect(json).not.toContain("<script>alert");
    expect(json).toContain("&lt;script&gt;");
  });

  test("3-D Secure is a page of its own", async () => {
    const { submit, http, path, status } = await openPage();
    const asked = await submit({ ...shopper, number: "4000 0025 0000 3155" });
    expect(asked.headers.get("location")).toBe(`${path}/authenticate`);
    expect((await http("GET", `${path}/authenticate`)).json).toContain("Complete authentication");
    expect((await submit({ answer: "fail" }, `${path}/authenticate`)).json).toContain(
      "could not confirm that it is you",
    );
    await submit({ ...shopper, number: "4000 0025 0000 3155" });
    expect((await submit({ answer: "complete" }, `${path}/authenticate`)).status).toBe(303);
    expect(await status()).toBe("complete");
  });

  test("another way of shipping changes the total, which must be seen before it is paid", async () => {
    const { submit, http, path, session, status } = await openPage({
      shipping_address_collection: { allowed_countries: ["DE"] },
      shipping_options: [490, 1290].map((amount) => ({
        shipping_rate_data: {
          display_name: "Post",
          type: "fixed_amount",
          fixed_amount: { amount, currency: "eur" },
        },
      })),
    });
    const filled = {
      ...shopper,
      name: "Alex",
      line1: "Street 1",
      postal_code: "10115",
      city: "Berlin",
      country: "DE",
    };
    const express = String(session.shipping_options[1]?.shipping_rate);
    const surprised = await submit({ ...filled, shipping_rate: express, expected_amount: "2890" });
    expect(surprised.json).toContain("The total has changed");
    expect((await http("GET", path)).json).toContain("€36.90");
    expect((await submit({ ...filled, shipping_rate: express, expected_amount: "3690" })).status).toBe(303);
    expect(await status()).toBe("complete");
  });

  test("custom fields and consent are asked for, checked, and told with the completed session", async () => {
    const field = (key: string, custom: string, more: object) => ({
      key,
      label: { type: "custom", custom },
      ...more,
    });
    const { submit, http, path, sdk, session } = await openPage({
      custom_fields: [
        field("engraving", "Engraving", { type: "text", text: { maximum_length: 5 } }),
        field("floor", "Floor", { type: "numeric", numeric: { minimum_length: 2 }, optional: true }),
        field("wrap", "Gift wrap", {
          type: "dropdown",
          dropdown: { options: [{ label: "Paper", value: "paper" }] },
        }),
      ],
      consent_collection: { promotions: "auto", terms_of_service: "required" },
      custom_text: {
        submit: { message: "See [our terms](https://shop.test/terms) & <b>more</b>." },
        terms_of_service_acceptance: { message: "I accept the house rules." },
      },
    });
    const { json: html } = await http("GET", path);
    for (const part of ['href="https://shop.test/terms"', "&lt;b&gt;more", "I accept the house rules."])
      expect(html).toContain(part);
    const answers = { ...shopper, custom_engraving: "Alex", custom_wrap: "paper", terms_of_service: "on" };
    const wrong = async (values: Record<string, string>) =>
      (await submit({ ...answers, ...values })).json as string;
    expect(await wrong({ custom_engraving: "" })).toContain("Fill this in: Engraving.");
    expect(await wrong({ custom_engraving: "Alexander" })).toContain("Use at most 5 characters.");
    expect(await wrong({ custom_floor: "2nd" })).toContain("Use digits only.");
    expect(await wrong({ custom_floor: "2" })).toContain("Use at least 2 digits.");
    expect(await wrong({ custom_wrap: "silk" })).toContain("Choose one: Gift wrap.");
    expect(await wrong({ terms_of_service: "" })).toContain("Tick this box to continue.");
    expect((await submit({ ...answers, promotions: "on" })).status).toBe(303);
    expect(await sdk().checkout.sessions.retrieve(session.id)).toMatchObject({
      consent: { promotions: "opt_in", terms_of_service: "accepted" },
      custom_fields: [
        { text: { value: "Alex" } },
        { numeric: { value: null } },
        { dropdown: { value: "paper" } },
      ],
    });
  });

  test("a bank debit is on its way, then paid; a strange account is refused in place", async () => {
    const { submit, http, path, sdk, session, advance } = await openPage();
    const debit = { email: "alex@example.com", name: "Alex", method: "sepa_debit" };
    expect((await submit({ ...debit, iban: "DE00" })).json).toContain("is not one of the test accounts");
    expect((await submit({ ...debit, name: "", iban: "DE00" })).json).toContain("Enter the account holder");
    expect((await submit({ ...debit, iban: "DE89 3704 0044 0532 0130 00" })).status).toBe(303);
    const state = async () => (await sdk().checkout.sessions.retrieve(session.id)).payment_status;
    expect(await state()).toBe("unpaid");
    expect((await http("GET", path)).json).toContain("on its way");
    await advance(11);
    expect(await state()).toBe("paid");
    expect((await http("GET", path)).json).toContain("Payment complete");
  });

  test("expired and unknown sessions say so", async () => {
    const { http, path, sdk, session } = await openPage();
    await sdk().checkout.sessions.expire(session.id);
    const expired = await http("GET", path);
    expect([expired.status, expired.json]).toEqual([410, expect.stringContaining("has expired")]);
    expect((await http("GET", "/c/pay/cs_test_absent")).status).toBe(404);
  });
});

describe("the embedded form", () => {
  const { success_url: _, ...embeddable } = mug;
  const embedded = {
    ...embeddable,
    ui_mode: "embedded_page" as const,
    return_url: "http://shop.test/back?s={CHECKOUT_SESSION_ID}",
  };

  test("opens with the client secret, for its parent's frame only, and tells where to go", async () => {
    const { sdk, http } = await openSandbox();
    const { id, client_secret } = await sdk().checkout.sessions.create(embedded);
    const path = `/c/embed/${client_secret}?parent=${encodeURIComponent("http://shop.test")}`;
    const page = await http("GET", path);
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors http://shop.test");
    expect((await http("GET", path.replace(/_secret_\w/, "_secret_-"))).status).toBe(404);
    expect((await http("GET", `/c/pay/${id}`)).status).toBe(404);
    const { json } = await http("POST", path, shopper, { accept: "application/json" });
    expect(json).toEqual({ state: "complete", redirect: `http://shop.test/back?s=${id}` });
  });

  test("stripe.js is served to any page", async () => {
    const { http } = await openSandbox();
    const { headers, json } = await http(
      "GET",
      "/_sandbox/stripe.js",
      {},
      { "sec-fetch-site": "cross-site", "x-forwarded-for": "203.0.113.9" },
    );
    expect(headers.get("content-type")).toContain("text/javascript");
    expect(json).toContain("createEmbeddedCheckoutPage");
  });
});

test("the dashboard answers this machine only", async () => {
  const { http, session } = await openPage();
  expect((await http("GET", "/sessions")).json).toContain(session.id);
  expect((await http("GET", "/", {}, { "x-forwarded-for": "203.0.113.9" })).status).toBe(403);
});
