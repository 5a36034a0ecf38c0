import { expect, test } from "vitest";
import { errorOf, openSandbox } from "../support/open-sandbox.ts";

test("a customer is made, changed, listed and deleted, with its events", async () => {
  const { sdk } = await openSandbox();
  const { customers, events } = sdk();
  const made = await customers.create({
    email: "alex@example.com",
    name: "Alex Morgan",
    address: { city: "Berlin", country: "DE" },
    metadata: { a: "1", b: "2" },
  });
  expect(made.id).toMatch(/^cus_\w{14}$/);
  await customers.create({ email: "sam@example.com" });
  const changed = await customers.update(made.id, {
    name: "Alex M.",
    metadata: { b: "", c: "3" },
    address: "",
  });
  expect(changed).toMatchObject({ name: "Alex M.", address: null, metadata: { a: "1", c: "3" } });
  const [event] = (await events.list({ type: "customer.updated" })).data;
  expect(event?.data.previous_attributes).toEqual({
    address: { city: "Berlin", country: "DE", line1: null, line2: null, postal_code: null, state: null },
    metadata: { b: "2", c: null },
    name: "Alex Morgan",
  });
  expect((await customers.list({ email: "alex@example.com" })).data.map(({ id }) => id)).toEqual([made.id]);
  expect(await customers.del(made.id)).toEqual({ id: made.id, object: "customer", deleted: true });
  expect(await customers.retrieve(made.id)).toMatchObject({ deleted: true });
  expect((await customers.list()).data).toHaveLength(1);
  expect(await errorOf(customers.retrieve("cus_absent"))).toMatchObject({
    code: "resource_missing",
    message: "No such customer: 'cus_absent'",
  });
});

test("a customer's payment methods are kept for them alone", async () => {
  const { sdk } = await openSandbox();
  const stripe = sdk();
  const [alex, sam] = [await stripe.customers.create(), await stripe.customers.create()];
  const card = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
  await stripe.paymentMethods.attach(card.id, { customer: alex.id });
  expect((await errorOf(stripe.paymentMethods.attach(card.id, { customer: sam.id }))).message).toContain(
    "already been attached",
  );
  const bought = { amount: 500, currency: "eur", confirm: true } as const;
  expect(
    (await errorOf(stripe.paymentIntents.create({ ...bought, payment_method: card.id }))).message,
  ).toContain("you must provide the customer");
  const paid = await stripe.paymentIntents.create({ ...bought, payment_method: card.id, customer: alex.id });
  expect((await stripe.charges.list({ customer: alex.id })).data[0]?.payment_intent).toBe(paid.id);
  await stripe.paymentIntents.create({
    ...bought,
    customer: sam.id,
    payment_method: "pm_card_mastercard",
    setup_future_usage: "off_session",
  });
  const ofSam = (await stripe.customers.listPaymentMethods(sam.id)).data;
  expect(ofSam).toMatchObject([{ customer: sam.id, card: { brand: "mastercard" } }]);
  expect((await stripe.paymentMethods.list({ customer: alex.id, type: "card" })).data).toHaveLength(1);
  const renewed = await stripe.paymentMethods.update(card.id, { card: { exp_year: 2040 } });
  expect(renewed.card?.exp_year).toBe(2040);
  expect((await stripe.paymentMethods.detach(card.id)).customer).toBeNull();
  const expanded = await stripe.paymentIntents.retrieve(paid.id, { expand: ["customer"] });
  expect(expanded.customer).toMatchObject({ id: alex.id, object: "customer" });
});
