import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as shopperDocument } from "../../../app/(shop)/orders/[reference]/documents/[id]/route.ts";
import { exportCustomer } from "../../../server/customers/export-customer.ts";
import { findCustomer } from "../../../server/customers/get-customer.ts";
import { listDocuments } from "../../../server/documents/list-documents.ts";
import { saveDocuments } from "../../../server/documents/save-documents.ts";
import { listGoingLive } from "../../../server/monitoring/list-going-live.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { correctOrderInvoice } from "../../../server/orders/documents/issue-order-documents.ts";
import { eraseOrders } from "../../../server/orders/erase/erase-orders.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { transaction } from "../../../server/platform/db.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { documentsOf } from "../../support/documents-on.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
}, 60_000);
afterAll(() => s?.testShop.close());

const TYPED = {
  ...{ isOn: "on", invoicePrefix: "INV-", creditNotePrefix: "CN-", digits: "4" },
  ...{ nextInvoice: "1", nextCreditNote: "1", closing: "", homeCurrency: "", homeRate: "" },
};
const save = async (changes: Record<string, string> = {}) =>
  saveDocuments({ ...TYPED, ...changes }, (await getSettings("documents")).version);

/** What a shopper with this link is shown. */
async function open(reference: string, id: string): Promise<string | null> {
  try {
    return await (
      await shopperDocument(new Request("http://localhost/"), { params: Promise.resolve({ reference, id }) })
    ).text();
  } catch {
    return null;
  }
}

describe("the settings of documents", () => {
  it("switch them on once the seller is named, and say what is wrong before", async () => {
    expect(await save()).toEqual({ fault: "seller" });
    await saveSettings(
      "seller",
      { legalName: "Kettle & Son Ltd", address: "1 Quay Street\nGalway", country: "IE", vatId: "IE6433435F" },
      0,
    );
    for (const [changes, fault] of [
      [{ invoicePrefix: "inv 1" }, "prefix"],
      [{ invoicePrefix: "cn-" }, "samePrefix"],
      [{ digits: "9" }, "digits"],
      [{ nextInvoice: "0" }, "number"],
      [{ homeCurrency: "SEK" }, "rate"],
    ] as const)
      expect(await save(changes)).toEqual({ fault });
    expect(await save()).toEqual({ kind: "saved" });
  });

  it("let a series begin at a number, and go on from there once it has begun", async () => {
    expect(await save({ nextInvoice: "1042" })).toEqual({ kind: "unchanged" });
    const { order } = await s.sell();
    await s.testShop.sql("UPDATE orders SET livemode = true WHERE id = $1", [order.id]);
    expect((await documentsOf(s.testShop, order.id))[0]?.number).toBe("INV-1042");
    expect(await save({ nextInvoice: "2000" })).toEqual({ fault: "begun" });
    expect(await save({ nextInvoice: "2000", invoicePrefix: "{year}/" })).toEqual({ kind: "saved" });
    await s.testShop.sql("UPDATE orders SET livemode = false WHERE id = $1", [order.id]);
  });

  it("let going live ask for the VAT id that an invoice with VAT must name", async () => {
    const missing = async () => (await listGoingLive()).find(({ name }) => name === "seller")?.missing;
    const { version } = await getSettings("seller");
    await saveSettings("tax", { isOn: true, homeCountry: "IE" }, 0);
    await saveSettings("seller", { vatId: "" }, version);
    expect(await missing()).toContain("vatId");
    await saveSettings("seller", { vatId: "IE6433435F" }, version + 1);
    expect(await missing()).not.toContain("vatId");
    await saveSettings("tax", { isOn: false }, 1);
  });
});

describe("a document", () => {
  it("is shown to who has its order's link, and to nobody with another, nor of a person who was erased", async () => {
    const { order } = await s.sell();
    await s.testShop.sql("UPDATE orders SET customer_name = '<b>Jo</b>' WHERE id = $1", [order.id]);
    const [invoice] = await documentsOf(s.testShop, order.id);
    const other = (await s.sell()).order;
    await documentsOf(s.testShop, other.id);
    const id = invoice?.id ?? "";
    const html = await open(referenceOf(order.id), id);
    for (const text of [
      "Kettle &amp; Son Ltd",
      "VAT id IE6433435F",
      "&lt;b&gt;Jo&lt;/b&gt;",
      "Tumble mug",
      "TEST-",
    ])
      expect(html).toContain(text);
    expect(html).not.toContain("<b>");
    expect(await open(referenceOf(other.id), id)).toBeNull();
    expect(await open(referenceOf(order.id), other.id)).toBeNull();
    expect((await getReceipt(referenceOf(order.id)))?.documents).toMatchObject([{ id, kind: "invoice" }]);
    // The person's data have it, until they are erased.
    const customer = await findCustomer((await getReceipt(referenceOf(order.id)))?.email ?? null);
    const person = await exportCustomer(customer?.id ?? "");
    expect(person?.orders.flatMap(({ documents }) => documents)).toContainEqual({
      ...{ number: invoice?.number, data: invoice?.data },
    });
    const before = JSON.stringify(invoice?.data);
    await s.testShop.sql("UPDATE orders SET fulfillment_state = 'fulfilled' WHERE id = $1", [order.id]);
    await transaction((tx) => eraseOrders(tx, [order.id]));
    expect(await open(referenceOf(order.id), id)).toBeNull();
    // The law asks to keep it.
    expect(JSON.stringify((await documentsOf(s.testShop, order.id))[0]?.data)).toBe(before);
    await s.testShop.sql("UPDATE orders SET fulfillment_state = 'unfulfilled' WHERE id = $1", [order.id]);
  });

  it("is listed by the month it was issued", async () => {
    const month = new Date().toISOString().slice(0, 7);
    const listed = await listDocuments(month, 1);
    expect(listed.rows[0]).toMatchObject({ kind: "invoice", buyer: expect.any(String) });
    expect(await listDocuments("2020-01", 1)).toEqual({ rows: [], hasMore: false, isAny: true });
  });
});

describe("an invoice that is made out to the wrong person", () => {
  it("is taken back by a credit note and replaced, once, and no money moves", async () => {
    const { order } = await s.sell();
    const [first] = await documentsOf(s.testShop, order.id);
    const whom = {
      name: "Jo Shopper",
      company: "Mug & Co",
      vatId: "",
      address: "2 Quay Street\nGalway\nIreland",
    };
    const both = await Promise.all([
      correctOrderInvoice(order.id, first?.id ?? "", whom),
      correctOrderInvoice(order.id, first?.id ?? "", whom),
    ]);
    expect(both.toSorted()).toEqual(["corrected", "outdated"]);
    const [, note, second] = await documentsOf(s.testShop, order.id);
    expect(note).toMatchObject({
      kind: "credit_note",
      total: first?.total,
      data: { credits: { number: first?.number } },
    });
    expect(second).toMatchObject({
      ...{ kind: "invoice", total: first?.total },
      data: { buyer: { company: "Mug & Co" }, replaces: { number: first?.number } },
    });
    expect(await correctOrderInvoice(order.id, second?.id ?? "", whom)).toBe("same");
    expect((await getOrder(order.id))?.documents.map(({ isReplaced }) => isReplaced)).toEqual([
      true,
      false,
      false,
    ]);
    // A refund is credited to the one that holds, and then the invoice is not taken back as a whole.
    await s.testShop.stripe("refunds", { payment_intent: order.intent ?? "", amount: "300" });
    await s.shop.reconcileOrder(order.id, { cause: "sweep", namesRefund: true });
    const last = (await documentsOf(s.testShop, order.id)).at(-1);
    expect(last?.data).toMatchObject({ credits: { number: second?.number }, buyer: { company: "Mug & Co" } });
    expect(await correctOrderInvoice(order.id, second?.id ?? "", { ...whom, name: "Al" })).toBe("credited");
    expect((await s.orderById(order.id)).refunded).toBe(300n);
    await expectCleanRecords();
  });
});
