import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { translator } from "@/messages/messages";
import { type CsvColumn, headerOf, recordsOf } from "@/server/orders/export/csv-columns";
import { ITEM_COLUMNS, type ItemToExport } from "@/server/orders/export/item-columns";
import { ORDER_COLUMNS, type OrderToExport } from "@/server/orders/export/order-columns";
import { PARCEL_COLUMNS, type ParcelToExport } from "@/server/orders/export/parcel-columns";
import { REFUND_COLUMNS, type RefundToExport } from "@/server/orders/export/refund-columns";
import { csvText } from "../../../domain/exports/csv.ts";
import { daysFault } from "../../../domain/exports/days.ts";
import { parseMoney } from "../../../domain/money.ts";
import { createRandom, readSeed } from "../../support/scale.ts";

const t = translator("en-IE");
const at = new Date("2026-12-07T13:43:05Z");

function readBack<Row>(columns: CsvColumn<Row>[], rows: Row[]): Record<string, string>[] {
  const text = csvText([headerOf(columns, t), ...recordsOf(rows, columns, t)], "Europe/Dublin");
  return parse(text, { columns: true });
}

const amountOf = (text: string | undefined, currency: string): bigint => {
  const { amountMinor } = parseMoney((text ?? "").replace(/^-/, ""), currency);
  return text?.startsWith("-") ? -amountMinor : amountMinor;
};

const ORDER: OrderToExport = {
  number: 1042,
  placedAt: at,
  paidAt: new Date("2026-12-07T13:45:00Z"),
  paymentState: "paid",
  fulfillmentState: "unfulfilled",
  requiresShipping: true,
  disputeHold: null,
  conflict: null,
  livemode: true,
  isFree: false,
  itemCount: 3,
  currency: "eur",
  subtotalMinor: 6_100n,
  capturedMinor: 6_100n,
  refundedMinor: 0n,
  customerName: "=HYPERLINK(1)",
  email: "ann@shopper.test",
  shippingAddress: {
    name: "Ann Byron",
    line1: "1 Main Street",
    line2: null,
    postalCode: "01234",
    city: "Cork",
    region: null,
    country: "IE",
  },
  details: { note: "Call before" },
  paymentMethod: "card",
  accountLast4: null,
  cardBrand: "visa",
  cardLast4: "4242",
  stripePaymentIntentId: "pi_1",
  stripeChargeId: "ch_1",
  adjustments: [],
};

describe("14.6: a line of an order", () => {
  it("has its facts in the words of the admin", () => {
    expect(readBack(ORDER_COLUMNS, [ORDER])[0]).toMatchObject({
      Order: "1042",
      "Placed at": "2026-12-07T13:43:05+00:00",
      Payment: "Paid",
      Fulfillment: "To send",
      "Needs review": "No",
      "Test order": "No",
      Currency: "EUR",
      Customer: "'=HYPERLINK(1)",
      "Ship to": "Ann Byron",
      Postcode: "01234",
      Country: "IE",
      "Payment method": "Visa 4242",
      "Stripe payment": "pi_1",
    });
  });

  it("says nothing of what is not known yet", () => {
    const waiting = {
      ...ORDER,
      paymentState: "awaiting_payment" as const,
      paidAt: null,
      shippingAddress: null,
    };
    expect(readBack(ORDER_COLUMNS, [waiting])[0]).toMatchObject({
      "Paid at": "",
      Fulfillment: "",
      Shipping: "",
      Country: "",
    });
  });

  it("is read back with every amount equal, in every kind of currency", () => {
    const random = createRandom(readSeed());
    const amount = (step: bigint) => BigInt(Math.floor(random() * 1e9)) * step;
    const orders = Array.from({ length: 300 }, (_, made) => {
      const currency = ["eur", "jpy", "kwd", "usd"][made % 4] ?? "eur";
      const step = currency === "kwd" ? 10n : 1n;
      const subtotalMinor = amount(step);
      const adjustment = (kind: "shipping" | "discount" | "tax", amountMinor: bigint) => ({
        ...{ kind, amountMinor, orderLineId: null, code: null, label: null },
      });
      const discount = -((subtotalMinor / 100n) * step);
      const tax = amount(step);
      const shipping = amount(step);
      return {
        ...ORDER,
        number: made,
        currency,
        subtotalMinor,
        capturedMinor: amount(step),
        refundedMinor: amount(step),
        adjustments: [
          adjustment("discount", discount),
          adjustment("tax", tax),
          adjustment("shipping", shipping),
        ],
      };
    });
    const lines = readBack(ORDER_COLUMNS, orders);
    expect(lines).toHaveLength(orders.length);
    orders.forEach((order, made) => {
      const line = lines[made] ?? {};
      const of = (column: string) => amountOf(line[column], order.currency);
      const [discount, tax, shipping] = order.adjustments.map(({ amountMinor }) => amountMinor);
      expect(line.Currency).toBe(order.currency.toUpperCase());
      expect([of("Subtotal"), of("Discounts"), of("Tax"), of("Shipping")]).toEqual([
        order.subtotalMinor,
        discount,
        tax,
        shipping,
      ]);
      expect(of("Total")).toBe(of("Subtotal") + of("Discounts") + of("Tax") + of("Shipping"));
      expect([of("Paid"), of("Refunded")]).toEqual([order.capturedMinor, order.refundedMinor]);
    });
  });
});

describe("14.6: a line of", () => {
  it("an item has its amounts and its order", () => {
    const { adjustments: _, ...order } = ORDER;
    const item: ItemToExport = {
      ...order,
      productTitle: "-Mug",
      variantTitle: "Clay",
      sku: "M-1",
      quantity: 3,
      unitPriceMinor: 2_033n,
      totalMinor: 6_099n,
    };
    expect(readBack(ITEM_COLUMNS, [item])[0]).toMatchObject({
      Order: "1042",
      Product: "'-Mug",
      SKU: "M-1",
      Units: "3",
      "Unit price": "20.33",
      "Line total": "60.99",
      Country: "IE",
    });
  });

  it("a refund says who asked for it and whether it is of a duplicate payment", () => {
    const refund: RefundToExport = {
      createdAt: at,
      amountMinor: 1_250n,
      shippingMinor: 500n,
      currency: "eur",
      lines: [
        {
          ...{ quantity: 2, amountMinor: 750n },
          line: { position: 0, productTitle: "=Mug", variantTitle: "Clay" },
        },
      ],
      state: "failed",
      reason: "requested_by_customer",
      note: "@once",
      failureCode: "declined",
      automaticReason: null,
      ofDuplicatePayment: false,
      requestedBy: "Ann",
      stripeRefundId: "re_1",
      stripePaymentIntentId: "pi_1",
      order: { number: 1042, email: "ann@shopper.test", livemode: false },
    };
    const automatic = { ...refund, automaticReason: "duplicate_payment" as const, ofDuplicatePayment: true };
    const elsewhere = { ...refund, requestedBy: null };
    expect(readBack(REFUND_COLUMNS, [refund, automatic, elsewhere])).toMatchObject([
      {
        Amount: "12.50",
        "Refunded shipping": "5.00",
        "Refunded items": "2 × =Mug, Clay",
        State: "Failed",
        Reason: "Requested by the customer",
        Note: "'@once",
        "Requested by": "Ann",
        "Test order": "Yes",
      },
      { "Of a duplicate payment": "Yes", "Requested by": "a rule of the shop" },
      { "Requested by": "made at Stripe" },
    ]);
  });

  it("a parcel says what is in it and how to follow it", () => {
    const parcel: ParcelToExport = {
      id: "p",
      state: "delivered",
      carrier: "dhl",
      carrierName: "DHL",
      trackingNumbers: ["1234567890", "JJD1"],
      links: [null, null],
      sentAt: at,
      movedAt: at,
      sentBy: "Ann",
      lines: [
        { title: "Mug, Clay", quantity: 2 },
        { title: "Bowl", quantity: 1 },
      ],
      order: ORDER,
    };
    expect(readBack(PARCEL_COLUMNS, [parcel])[0]).toMatchObject({
      State: "Delivered",
      Carrier: "DHL",
      "Tracking numbers": "1234567890 JJD1",
      Units: "3",
      Contents: "2 × Mug, Clay · 1 × Bowl",
      "Delivered or returned at": "2026-12-07T13:43:05+00:00",
    });
  });
});

it.each([
  ["", "", null],
  ["2026-12-07", "", null],
  ["", "2024-02-29", null],
  ["2026-12-07", "2026-12-07", null],
  ["2026-12-08", "2026-12-07", "wrong_order"],
  ["2026-02-29", "", "not_a_day"],
  ["2026-04-31", "", "not_a_day"],
  ["07.12.2026", "", "not_a_day"],
  ["", "2026-12-07' OR 1", "not_a_day"],
  ["0000-01-01", "", "not_a_day"],
])("14.6: from %j to %j is a range of days, or it is said why not", (from, to, fault) => {
  expect(daysFault(from, to)).toBe(fault);
});
