import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, stepOf } from "../../../domain/money.ts";
import { type Adjustment, totalsOf } from "../../../domain/orders/totals.ts";
import {
  chargesOf,
  type OrderCharges,
  type RefundChoice,
  shareRefund,
  unitsLeft,
  wholeChoice,
} from "../../../domain/refunds/lines.ts";

type Made = {
  currency: string;
  lines: { quantity: number; price: number; discount: number; tax: number }[];
  shipping: number;
  discount: number;
  tax: number;
};

/** A paid order of which nothing is refunded; amounts are in what its currency can be paid in. */
function charged({ currency, lines, shipping, discount, tax }: Made): OrderCharges {
  const step = stepOf(currency);
  const paid = (steps: number) => money(BigInt(steps) * step, currency);
  const goods = lines.map(({ quantity, price }, index) => ({
    ...{ id: String(index), quantity, refunded: [] },
    totalMinor: BigInt(quantity * price) * step,
  }));
  const adjustment = (kind: Adjustment["kind"], lineId: string | null, steps: number): Adjustment[] =>
    steps === 0 ? [] : [{ kind, lineId, code: null, label: null, amount: paid(steps) }];
  const own = lines.map((line) => Math.floor((line.quantity * line.price * line.discount) / 100));
  const net = lines.reduce((sum, line, index) => sum + line.quantity * line.price - (own[index] ?? 0), 0);
  const totals = totalsOf(
    money(
      goods.reduce((sum, { totalMinor }) => sum + totalMinor, 0n),
      currency,
    ),
    [
      ...lines.flatMap((line, index) => [
        ...adjustment("discount", String(index), -(own[index] ?? 0)),
        ...adjustment("tax", String(index), line.tax),
      ]),
      ...adjustment("discount", null, -Math.floor((net * discount) / 100)),
      ...adjustment("tax", null, tax),
      ...adjustment("shipping", null, shipping),
    ],
  );
  const refundableMinor = totals.total.amountMinor;
  return chargesOf({ totals, lines: goods, refundedShippingMinor: 0n, refundableMinor });
}

/** The order after a refund. */
function after(charges: OrderCharges, choice: RefundChoice, amountMinor: bigint): OrderCharges {
  return {
    ...charges,
    lines: charges.lines.map((line) => ({
      ...line,
      refunded: line.refunded + (choice.units.get(line.id) ?? 0),
    })),
    shipping: {
      ...charges.shipping,
      refundedMinor: charges.shipping.refundedMinor + choice.shippingMinor,
    },
    refundableMinor: charges.refundableMinor - amountMinor,
  };
}

function shares(charges: OrderCharges, choice: RefundChoice, amountMinor: bigint | null = null) {
  const made = shareRefund(charges, choice, amountMinor);
  if ("refusal" in made) throw new Error(made.refusal);
  return made;
}

const totalOf = ({ lines, shipping }: OrderCharges) =>
  lines.reduce((sum, { charge }) => sum + charge.amountMinor, shipping.charge.amountMinor);

const made = fc.record({
  currency: fc.constantFrom("eur", "jpy", "kwd", "isk"),
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 7 }),
      price: fc.integer({ min: 0, max: 5_000 }),
      discount: fc.integer({ min: 0, max: 100 }),
      tax: fc.integer({ min: 0, max: 400 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  shipping: fc.integer({ min: 0, max: 1_500 }),
  discount: fc.integer({ min: 0, max: 100 }),
  tax: fc.integer({ min: 0, max: 700 }),
});
const steps = fc.array(fc.record({ units: fc.array(fc.nat(7), { maxLength: 4 }), shipping: fc.nat(100) }), {
  maxLength: 8,
});

/** A step as far as something is left for it; the shipping in percent. */
function choose(charges: OrderCharges, step: { units: number[]; shipping: number }): RefundChoice {
  const { charge, refundedMinor } = charges.shipping;
  const unit = stepOf(charges.currency);
  return {
    units: new Map(
      charges.lines.map((line, index) => [line.id, Math.min(step.units[index] ?? 0, unitsLeft(line))]),
    ),
    shippingMinor:
      ((((charge.amountMinor - refundedMinor) / unit) * BigInt(step.shipping) * unit) / 100n / unit) * unit,
  };
}

describe("chargesOf", () => {
  it("comes to the order's total, whatever the discounts and taxes", () => {
    fc.assert(
      fc.property(made, (order) => {
        const charges = charged(order);
        expect(totalOf(charges)).toBe(charges.refundableMinor);
        for (const { charge } of [...charges.lines, charges.shipping]) {
          expect(charge.taxMinor).toBeGreaterThanOrEqual(0n);
          expect(charge.amountMinor).toBeGreaterThanOrEqual(charge.taxMinor);
          expect(charge.amountMinor % stepOf(charges.currency)).toBe(0n);
        }
      }),
    );
  });

  it("shares a discount of the whole order by what the lines cost", () => {
    const order = { currency: "eur", shipping: 500, discount: 10, tax: 0 };
    const line = { quantity: 1, discount: 0, tax: 0 };
    const { lines, shipping } = charged({
      ...order,
      lines: [
        { ...line, price: 999 },
        { ...line, price: 1 },
      ],
    });
    expect(lines.map(({ charge }) => charge.amountMinor)).toEqual([899n, 1n]);
    expect(shipping.charge.amountMinor).toBe(500n);
  });
});

it("a tax of the whole order is shared by what the lines and the shipping cost", () => {
  const line = { quantity: 2, price: 500, discount: 0, tax: 7 };
  const { lines, shipping } = charged({
    currency: "eur",
    shipping: 500,
    discount: 0,
    tax: 151,
    lines: [line],
  });
  expect(lines.map(({ charge }) => charge)).toEqual([{ amountMinor: 1_108n, taxMinor: 108n }]);
  expect(shipping.charge).toEqual({ amountMinor: 550n, taxMinor: 50n });
});

describe("shareRefund", () => {
  it("comes to what was charged when everything is refunded, in steps of any size and order", () => {
    fc.assert(
      fc.property(made, steps, (order, chosen) => {
        let charges = charged(order);
        const total = totalOf(charges);
        const taxes = [...charges.lines, charges.shipping].reduce(
          (sum, { charge }) => sum + charge.taxMinor,
          0n,
        );
        let [refunded, tax] = [0n, 0n];
        const byLine = new Map<string, bigint>();
        const refund = (choice: RefundChoice) => {
          const made = shareRefund(charges, choice, null);
          if ("refusal" in made) return expect(made.refusal).toBe("nothing_chosen");
          const parts = made.lines.reduce(
            (sum, { amountMinor }) => sum + amountMinor,
            made.shipping.amountMinor,
          );
          expect(parts).toBe(made.amountMinor);
          expect(made.amountMinor % stepOf(charges.currency)).toBe(0n);
          for (const { lineId, amountMinor, taxMinor } of made.lines) {
            expect(taxMinor).toBeLessThanOrEqual(amountMinor);
            byLine.set(lineId, (byLine.get(lineId) ?? 0n) + amountMinor);
            tax += taxMinor;
          }
          tax += made.shipping.taxMinor;
          refunded += made.amountMinor;
          charges = after(charges, choice, made.amountMinor);
        };
        for (const step of chosen) refund(choose(charges, step));
        refund(wholeChoice(charges));
        expect(refunded).toBe(total);
        expect(tax).toBe(taxes);
        for (const { id, charge } of charges.lines) expect(byLine.get(id) ?? 0n).toBe(charge.amountMinor);
      }),
    );
  });

  it("takes a lower amount off each part, and never gives a part more than it comes to", () => {
    fc.assert(
      fc.property(made, fc.nat(100), (order, percent) => {
        const charges = charged(order);
        const step = stepOf(charges.currency);
        const choice = wholeChoice(charges);
        const full = totalOf(charges);
        const amountMinor = (((full / step) * BigInt(percent)) / 100n) * step;
        const { lines, shipping } = shares(charges, choice, amountMinor);
        expect(lines.reduce((sum, line) => sum + line.amountMinor, shipping.amountMinor)).toBe(amountMinor);
        for (const line of lines) {
          const charge = charges.lines.find(({ id }) => id === line.lineId)?.charge;
          expect(line.amountMinor).toBeLessThanOrEqual(charge?.amountMinor ?? 0n);
          expect(line.taxMinor).toBeLessThanOrEqual(line.amountMinor);
          expect(line.amountMinor % step).toBe(0n);
        }
        expect(shipping.amountMinor).toBeLessThanOrEqual(charges.shipping.charge.amountMinor);
      }),
    );
  });

  const one = charged({
    ...{ currency: "eur", shipping: 500, discount: 0, tax: 0 },
    lines: [{ quantity: 3, price: 1_000, discount: 0, tax: 0 }],
  });
  const choice = (units: number, shippingMinor = 0n): RefundChoice => ({
    units: new Map([["0", units]]),
    shippingMinor,
  });

  it.each([
    ["nothing", choice(0), null, "nothing_chosen"],
    ["more units than were bought", choice(4), null, "units_refunded"],
    ["half a unit", choice(0.5), null, "units_refunded"],
    ["less than nothing", choice(-1), null, "units_refunded"],
    ["no number", choice(Number.NaN), null, "units_refunded"],
    ["a line of another order", { units: new Map([["x", 1]]), shippingMinor: 0n }, null, "units_refunded"],
    ["more shipping than was paid", choice(1, 501n), null, "shipping_refunded"],
    ["less shipping than none", choice(1, -1n), null, "shipping_refunded"],
    ["more than the units come to", choice(1), 1_001n, "above_choice"],
  ] as const)("refuses %s", (_what, chosen, amount, refusal) => {
    expect(shareRefund(one, chosen, amount)).toEqual({ refusal });
  });

  it("is no more than is left of the order, where a part went without lines", () => {
    const rest = { ...one, refundableMinor: 700n };
    expect(shares(rest, choice(1)).amountMinor).toBe(700n);
    expect(shares(rest, choice(1)).lines).toMatchObject([{ lineId: "0", quantity: 1, amountMinor: 700n }]);
  });

  it("has no parts where it is an amount of the order", () => {
    expect(shares(one, choice(0), 1_234n)).toEqual({
      amountMinor: 1_234n,
      lines: [],
      shipping: { amountMinor: 0n, taxMinor: 0n },
    });
  });
});
