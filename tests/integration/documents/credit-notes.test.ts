import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { confirmRates } from "../../../server/tax/save-rates.ts";
import { saveTaxSettings } from "../../../server/tax/save-tax.ts";
import { type DocumentRow, documentsOf, switchDocuments } from "../../support/documents-on.ts";
import { TOLD } from "../../support/order-now.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
  await confirmRates(["IE"]);
  await saveTaxSettings(
    { isOn: "on", homeCountry: "IE", vatId: "IE6433435F" },
    (await getSettings("tax")).version,
  );
  await switchDocuments();
}, 60_000);
afterAll(() => s?.testShop.close());
afterEach(expectCleanRecords);

/** Two mugs at 12.30 with 23 %, three books at 11.35 with 13.5 %, shipping at 5.00. */
async function sell() {
  const [mug, book] = [
    await makeVariant(s.testShop, { priceMinor: 1230 }),
    await makeVariant(s.testShop, { priceMinor: 1135 }),
  ];
  await s.testShop.sql(
    "UPDATE products SET tax_class = 'reduced' WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [book],
  );
  const cart = cartOf([mug, 2], [book, 3]);
  const details = { ...TOLD, rateId: "standard", company: "Mug & Co" };
  const agreed = await quoteCart(cart, null, { details });
  await s.shop.startCheckout({ cart, details, agreed, ui: "embedded_page" });
  const { id, session } = await s.orderOfCart(cart.key);
  await s.testShop.pay(session);
  await s.shop.reconcileOrder(id, { cause: "return_page" });
  const lines = await s.testShop.sql<{ id: string }>(
    "SELECT id FROM order_lines WHERE order_id = $1 ORDER BY position",
    [id],
  );
  return { id, mug: lines[0]?.id ?? "", book: lines[1]?.id ?? "" };
}

type Choice = { amountMinor: bigint; units?: [string, number][]; shippingMinor?: bigint };
async function refund(orderId: string, { amountMinor, units = [], shippingMinor = 0n }: Choice) {
  const result = await refundOrder({
    ...{ orderId, requestId: randomUUID(), currency: "eur", reason: null, note: null },
    ...{ amountMinor, units: new Map(units), shippingMinor },
  });
  expect(result).toMatchObject({ kind: "done", state: "succeeded" });
}

const ratesOf = ({ data }: DocumentRow) =>
  data.taxes.map(({ rateBp, netMinor, taxMinor }) => [rateBp, Number(netMinor), Number(taxMinor)]);
const sumOf = (rows: DocumentRow[], what: "total" | "tax") => rows.reduce((sum, row) => sum + row[what], 0n);

describe("an invoice", () => {
  it("says the VAT of each rate, and comes to what was paid", async () => {
    const { id } = await sell();
    const [invoice] = await documentsOf(s.testShop, id);
    expect(invoice).toMatchObject({ total: 6_365n, tax: 938n, data: { buyer: { company: "Mug & Co" } } });
    expect(ratesOf(invoice as DocumentRow)).toEqual([
      [2300, 2_171, 499],
      [1350, 3_256, 439],
    ]);
    expect(invoice?.data.lines.map(({ kind, grossMinor }) => [kind, Number(grossMinor)])).toEqual([
      ["goods", 2_460],
      ["goods", 3_405],
      ["shipping", 210],
      ["shipping", 290],
    ]);
  });

  it("says the VAT in the currency of the seller's country, too, where that is another", async () => {
    await switchDocuments({ homeCurrency: "sek", homeRate: "11.4925" });
    const [invoice] = await documentsOf(s.testShop, (await sell()).id);
    await switchDocuments({ homeCurrency: "", homeRate: "" });
    expect(invoice?.data.homeTax).toEqual({ currency: "sek", rate: "11.4925", taxMinor: "10780" });
  });
});

describe("a credit note", () => {
  it("of units has their VAT, of an amount its share of each rate, and all together that of the invoice", async () => {
    const { id, mug } = await sell();
    const [invoice] = await documentsOf(s.testShop, id);
    await refund(id, { amountMinor: 1_730n, units: [[mug, 1]], shippingMinor: 500n });
    const [, first] = await documentsOf(s.testShop, id);
    expect(first).toMatchObject({ kind: "credit_note", total: 1_730n, tax: 230n + 73n });
    expect(ratesOf(first as DocumentRow)).toEqual([
      [2300, 1_171, 269],
      [1350, 256, 34],
    ]);
    await refund(id, { amountMinor: 1_000n });
    const [, , second] = await documentsOf(s.testShop, id);
    // Of 12.30 and 34.05 that are left.
    expect(second).toMatchObject({ total: 1_000n });
    expect(ratesOf(second as DocumentRow)).toEqual([
      [2300, 215, 50],
      [1350, 648, 87],
    ]);
    await refund(id, { amountMinor: 6_365n - 2_730n });
    const [, ...notes] = await documentsOf(s.testShop, id);
    expect(notes).toHaveLength(3);
    expect([sumOf(notes, "total"), sumOf(notes, "tax")]).toEqual([invoice?.total, invoice?.tax]);
    expect(notes[2]?.data).toMatchObject({ credits: { number: invoice?.number, cause: "refund" } });
  });
});
