import { describe, expect, test } from "vitest";
import { errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

const HOUR = 3600;
const engraving = {
  key: "engraving",
  label: { type: "custom", custom: "Engraving" },
  type: "text",
  text: { maximum_length: 12 },
};
const size = {
  key: "size",
  label: { type: "custom", custom: "Size" },
  type: "dropdown",
  dropdown: {
    options: [
      { label: "Small", value: "s" },
      { label: "Large", value: "l" },
    ],
  },
};

async function open() {
  const sandbox = await openSandbox();
  const sessions = sandbox.sdk().checkout.sessions;
  const create = (more: object = {}) => sessions.create({ ...mug, ...more } as typeof mug);
  const refuse = (more: object) => errorOf(create(more));
  return { ...sandbox, sessions, create, refuse };
}

describe("what a session can ask the shopper", () => {
  test("custom fields are kept as asked and refused where Stripe refuses them", async () => {
    const { create, refuse } = await open();
    const { custom_fields } = await create({ custom_fields: [engraving, { ...size, optional: true }] });
    expect(custom_fields).toEqual([
      {
        ...engraving,
        optional: false,
        text: { default_value: null, maximum_length: 12, minimum_length: null, value: null },
      },
      { ...size, optional: true, dropdown: { ...size.dropdown, default_value: null, value: null } },
    ]);
    const wrong = async (...custom_fields: object[]) => (await refuse({ custom_fields })).param;
    expect(await wrong(engraving, engraving)).toBe("custom_fields[1][key]");
    expect(await wrong({ ...engraving, key: "a b" })).toBe("custom_fields[0][key]");
    expect(await wrong({ ...engraving, numeric: { maximum_length: 3 } })).toBe("custom_fields[0][numeric]");
    expect(await wrong({ ...size, dropdown: { options: [] } })).toBe("custom_fields[0][dropdown][options]");
    expect(await wrong({ ...engraving, text: { minimum_length: 5, maximum_length: 4 } })).toBe(
      "custom_fields[0][text][minimum_length]",
    );
    expect(await wrong(...["a", "b", "c", "d"].map((key) => ({ ...engraving, key })))).toBe("custom_fields");
  });

  test("consent and the text next to it are kept as asked", async () => {
    const { create } = await open();
    const session = await create({
      consent_collection: { promotions: "auto", terms_of_service: "required" },
      custom_text: { terms_of_service_acceptance: { message: "I accept the house rules." }, submit: "" },
    });
    expect(session).toMatchObject({
      consent: null,
      consent_collection: {
        payment_method_reuse_agreement: null,
        promotions: "auto",
        terms_of_service: "required",
      },
      custom_text: { submit: null, terms_of_service_acceptance: { message: "I accept the house rules." } },
    });
  });

  test("the shop's words for the payment reach the intent", async () => {
    const { create, pay, sdk } = await open();
    const { id } = await create({
      payment_intent_data: {
        description: "Order 7",
        metadata: { order: "7" },
        statement_descriptor_suffix: "ORDER 7",
      },
    });
    await pay(id);
    expect((await sdk().paymentIntents.list()).data[0]).toMatchObject({
      description: "Order 7",
      metadata: { order: "7" },
      statement_descriptor_suffix: "ORDER 7",
    });
  });
});

describe("shipping options", () => {
  test("are rates of one's own or made in place, and never both", async () => {
    const { create, refuse, sdk } = await open();
    const fixed_amount = { amount: 490, currency: "eur" };
    const rate = await sdk().shippingRates.create({
      display_name: "Post",
      type: "fixed_amount",
      fixed_amount,
    });
    const inline = { display_name: "Courier", type: "fixed_amount", fixed_amount };
    const session = await create({
      shipping_options: [{ shipping_rate: rate.id }, { shipping_rate_data: inline }],
    });
    expect(session.shipping_options[0]).toEqual({ shipping_amount: 490, shipping_rate: rate.id });
    expect(session).toMatchObject({ amount_total: 2890, shipping_cost: { shipping_rate: rate.id } });
    const refused = async (option: object) => (await refuse({ shipping_options: [option] })).message;
    expect(await refused({ shipping_rate: rate.id, shipping_rate_data: inline })).toContain(
      "only specify one",
    );
    expect(await refused({ shipping_rate: "shr_absent" })).toContain("No such shipping rate");
    expect(
      await refused({ shipping_rate_data: { ...inline, fixed_amount: { amount: 1, currency: "usd" } } }),
    ).toContain("currency");
  });
});

describe("changing a session", () => {
  test("lines are kept by id, changed, added and left out; totals follow", async () => {
    const { create, sessions } = await open();
    const { id } = await create();
    const [line] = (await sessions.listLineItems(id)).data;
    const bell = { currency: "eur", unit_amount: 900, product_data: { name: "Bell" } };
    const more = await sessions.update(id, {
      line_items: [
        { id: line?.id ?? "", quantity: 3 },
        { quantity: 1, price_data: bell },
      ],
    });
    expect(more).toMatchObject({ amount_subtotal: 8100, amount_total: 8100 });
    const lines = (await sessions.listLineItems(id)).data;
    expect(lines.map(({ quantity, amount_total }) => [quantity, amount_total])).toEqual([
      [3, 7200],
      [1, 900],
    ]);
    expect(lines[0]?.id).toBe(line?.id);
    await sessions.update(id, { line_items: [{ id: lines[1]?.id ?? "" }] });
    expect((await sessions.retrieve(id)).amount_total).toBe(900);
    const strange = await errorOf(sessions.update(id, { line_items: [{ id: "li_absent" }] }));
    expect(strange.param).toBe("line_items[0][id]");
  });

  test("metadata at any time; amounts only while it is open", async () => {
    const { create, sessions, pay } = await open();
    const { id } = await create({ metadata: { a: "1", b: "2" } });
    await pay(id);
    expect((await sessions.update(id, { metadata: { a: "", c: "3" } })).metadata).toEqual({ b: "2", c: "3" });
    expect((await errorOf(sessions.update(id, { shipping_options: "" }))).message).toContain("Only open");
  });

  test("its lines are listed in pages", async () => {
    const { create, sessions } = await open();
    const line_items = Array.from({ length: 30 }, (_, index) => ({
      quantity: 1,
      price_data: { currency: "eur", unit_amount: 100 + index, product_data: { name: `Thing ${index}` } },
    }));
    const { id } = await create({ line_items });
    const first = await sessions.listLineItems(id, { limit: 20 });
    expect([first.data.length, first.has_more]).toEqual([20, true]);
    const rest = await sessions.listLineItems(id, { limit: 20, starting_after: first.data[19]?.id ?? "" });
    expect([rest.data.length, rest.has_more]).toEqual([10, false]);
    const back = await sessions.listLineItems(id, { limit: 5, ending_before: rest.data[0]?.id ?? "" });
    expect(back.data.map(({ id }) => id)).toEqual(first.data.slice(15).map(({ id }) => id));
    expect((await errorOf(sessions.listLineItems(id, { starting_after: "li_absent" }))).code).toBe(
      "resource_missing",
    );
  });
});

test("an expired session can be taken up again at its recovery address, once and for 30 days", async () => {
  const { create, sessions, http, advance, refuse } = await open();
  const recovery = { enabled: true, allow_promotion_codes: true };
  const first = await create({ after_expiration: { recovery }, metadata: { cart: "7" } });
  expect(first.after_expiration?.recovery).toEqual({ ...recovery, expires_at: null, url: null });
  await advance(24 * HOUR + 1);
  const expired = await sessions.retrieve(first.id);
  const { url, expires_at } = expired.after_expiration?.recovery ?? {};
  expect(expires_at).toBe(first.expires_at + 30 * 24 * HOUR);
  const recover = async () => (await http("GET", new URL(url ?? "").pathname)).headers.get("location") ?? "";
  const address = await recover();
  expect(await recover()).toBe(address);
  const [next] = (await sessions.list({ status: "open" })).data;
  expect(next).toMatchObject({
    url: address,
    recovered_from: first.id,
    amount_total: 2400,
    metadata: { cart: "7" },
    allow_promotion_codes: true,
    after_expiration: null,
  });
  await sessions.expire(next?.id ?? "");
  await advance(31 * 24 * HOUR);
  expect((await http("GET", new URL(url ?? "").pathname)).status).toBe(410);
  const embedded = { ui_mode: "embedded_page", success_url: undefined, return_url: "http://shop.test/" };
  expect((await refuse({ ...embedded, after_expiration: { recovery } })).code).toBe("sandbox_not_covered");
});
