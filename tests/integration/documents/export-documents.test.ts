import { afterAll, beforeAll, expect, it } from "vitest";
import type { DocumentTax } from "../../../domain/documents/document.ts";
import { vatSums } from "../../../domain/documents/vat-sums.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { exportDocuments } from "../../../server/documents/export-documents.ts";
import { answerCsv } from "../../../server/platform/requests/answer-csv.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { confirmRates } from "../../../server/tax/save-rates.ts";
import { saveTaxSettings } from "../../../server/tax/save-tax.ts";
import { documentsOf, switchDocuments } from "../../support/documents-on.ts";
import { TOLD } from "../../support/order-now.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
  await saveSettings("seller", { legalName: "Kettle Ltd", address: "Galway", country: "IE" }, 0);
  await confirmRates(["IE"]);
  const { version } = await getSettings("tax");
  await saveTaxSettings({ isOn: "on", homeCountry: "IE", vatId: "IE6433435F" }, version);
  await switchDocuments();
}, 60_000);
afterAll(() => s?.testShop.close());

const month = new Date().toISOString().slice(0, 7);
const linesOf = async (file: "documents" | "vat", of = month) =>
  (await answerCsv(await exportDocuments(file, of)).text()).trim().split("\r\n");

it("a month's files have each document with its VAT, credited amounts below zero, and their sums by country and rate", async () => {
  const cart = cartOf([await makeVariant(s.testShop, { priceMinor: 1230 }), 2]);
  const details = { ...TOLD, rateId: "standard", company: "=Mug & Co" };
  const agreed = await quoteCart(cart, null, { details });
  await s.shop.startCheckout({ cart, details, agreed, ui: "embedded_page" });
  const { id, session } = await s.orderOfCart(cart.key);
  await s.testShop.pay(session);
  await s.shop.reconcileOrder(id, { cause: "return_page" });
  await documentsOf(s.testShop, id);
  const { intent } = await s.orderById(id);
  await s.testShop.stripe("refunds", { payment_intent: intent ?? "", amount: "1230" });
  await s.shop.reconcileOrder(id, { cause: "sweep", namesRefund: true });
  expect(await documentsOf(s.testShop, id)).toHaveLength(2);

  const [header, invoice, note, ...others] = await linesOf("documents");
  expect(others).toEqual([]);
  expect(header).toContain("Number,Kind,Issued,Order,Paid,Buyer,");
  // What a shopper writes is no formula.
  expect(invoice).toMatch(/^TEST-INV-0001,Invoice,.*,'=Mug & Co,,IE,IE,,23,[^,]+,24\.07,5\.53,29\.60,EUR,,$/);
  expect(note).toMatch(/^TEST-CN-0001,Credit note,.*,-10\.00,-2\.30,-12\.30,EUR,TEST-INV-0001,$/);
  const [, sum, ...more] = await linesOf("vat");
  expect(more).toEqual([]);
  expect(sum).toMatch(/^IE,IE,,STANDARD,23,[^,]+,14\.07,3\.23,EUR,2$/);
  expect(await linesOf("documents", "2020-01")).toHaveLength(1);
});

it("sums keep countries, rates and currencies apart", () => {
  const tax = { country: "IE", region: "", rateBp: 2300, reason: "standard" as const };
  const sums = { netMinor: "100", taxMinor: "23", grossMinor: "123" };
  const of = (changes: Partial<DocumentTax>, currency = "eur") => ({
    ...{ kind: "invoice" as const, currency },
    taxes: [{ ...tax, ...sums, ...changes }],
  });
  const summed = vatSums([
    of({}),
    of({}),
    of({ country: "DE", rateBp: 1900 }),
    of({ rateBp: 1350 }),
    of({}, "sek"),
  ]);
  expect(
    summed.map(({ country, rateBp, currency, netMinor }) => [country, rateBp, currency, netMinor]),
  ).toEqual([
    ["DE", 1900, "eur", 100n],
    ["IE", 2300, "eur", 200n],
    ["IE", 2300, "sek", 100n],
    ["IE", 1350, "eur", 100n],
  ]);
});
