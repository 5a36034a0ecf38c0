import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "../../../domain/money.ts";
import { decide, hasPayment, stateOf } from "../../../domain/orders/decide.ts";
import type { PaymentFacts } from "../../../domain/orders/payment-facts.ts";
import {
  ARROWS,
  isEnded,
  isOver,
  isTaken,
  PAYMENT_STATES,
  type PaymentState,
} from "../../../domain/orders/states.ts";
import { totalsOf } from "../../../domain/orders/totals.ts";
import { facts, order, paidFacts, totals } from "../../support/facts.ts";

/** What Stripe's truth can become next. Every path through it is a life that a payment can have. */
const intent = { paymentIntentId: "pi_1", shippingMinor: 500n, totalMinor: 6500n } as const;
const NEXT: Record<string, { facts: PaymentFacts; next: string[] }> = {
  open: { facts: facts(), next: ["open", "paid", "processing", "authorized", "expired"] },
  processing: {
    facts: facts({ ...intent, session: "complete", payment: "processing" }),
    next: ["paid", "failed"],
  },
  failed: { facts: facts({ ...intent, session: "complete", payment: "failed" }), next: [] },
  authorized: {
    facts: facts({ ...intent, session: "complete", payment: "authorized" }),
    next: ["paid", "canceled"],
  },
  canceled: { facts: facts({ ...intent, session: "complete", payment: "canceled" }), next: [] },
  expired: { facts: facts({ session: "expired" }), next: ["paid"] },
  paid: { facts: paidFacts(), next: ["part", "full"] },
  part: { facts: paidFacts(2000n), next: ["full", "paid", "part2"] },
  part2: { facts: paidFacts(4000n), next: ["full", "part", "paid"] },
  full: { facts: paidFacts(6500n), next: ["paid", "part"] },
};

const life = fc.array(fc.nat(10), { maxLength: 8 }).map((choices) => {
  const path = ["open"];
  for (const choice of choices) {
    const next = NEXT[path.at(-1) ?? "open"]?.next ?? [];
    if (next.length > 0) path.push(next[choice % next.length] ?? "open");
  }
  return path.map((name) => NEXT[name]?.facts ?? facts());
});

function reconcileAll(seen: PaymentFacts[]): PaymentState {
  let state: PaymentState = "awaiting_payment";
  let stripePaymentIntentId: string | null = null;
  for (const truth of seen) {
    const decision = decide(order({ paymentState: state, stripePaymentIntentId }), truth);
    if (decision.kind === "move") state = decision.to;
    stripePaymentIntentId ??= truth.paymentIntentId;
  }
  return state;
}

describe("decide", () => {
  it("ends where Stripe's last word is, whatever was seen of the way there and how often", () => {
    fc.assert(
      fc.property(life, fc.array(fc.nat(20), { maxLength: 20 }), (truths, looks) => {
        const last = truths.at(-1) ?? facts();
        const seen = looks
          .map((look) => look % truths.length)
          .toSorted((a, b) => a - b)
          .flatMap((at) => truths[at] ?? []);
        const [end, again] = [reconcileAll([...seen, last]), reconcileAll([...seen, last, last, last])];
        expect(end).toBe(stateOf(last));
        expect(again).toBe(end);
      }),
      { numRuns: 2_000 },
    );
  });

  it("leaves a paid order alone when an unpaid session is read", () => {
    expect(decide(order({ paymentState: "paid" }), facts())).toEqual({ kind: "keep" });
    expect(decide(order({ paymentState: "paid" }), facts({ session: "expired" }))).toEqual({ kind: "keep" });
    expect(
      decide(order({ paymentState: "paid" }), facts({ payment: "failed", session: "complete" })),
    ).toEqual({ kind: "keep" });
  });

  it("takes money that arrives after the session expired", () => {
    expect(decide(order({ paymentState: "expired" }), paidFacts())).toEqual({ kind: "move", to: "paid" });
  });

  it.each([
    ["another order", { orderId: "0190a1b2-0000-7000-8000-00000000000f" }, "another_order"],
    ["no order", { orderId: null }, "another_order"],
    ["live money for a test order", { livemode: true }, "mode"],
    ["another currency", { currency: "usd" }, "currency"],
    ["a cheaper subtotal", { subtotalMinor: 100n, totalMinor: 600n }, "amount"],
    ["another subtotal under the same total", { subtotalMinor: 5900n }, "amount"],
    ["a total that is not subtotal and shipping", { totalMinor: 6499n }, "amount"],
  ] as const)("calls %s a conflict and moves nothing", (_what, change, conflict) => {
    expect(decide(order(), { ...paidFacts(), ...change })).toEqual({ kind: "conflict", conflict });
  });

  it("compares what Stripe took with what it was sent, not with the price of the goods", () => {
    const discount = {
      kind: "discount",
      lineId: null,
      code: "TEN",
      label: "Ten off",
      amount: money(-1000n, "eur"),
    } as const;
    const reduced = order({ totals: totalsOf(money(7000, "eur"), [discount]), sentMinor: 6000n });
    expect(decide(reduced, paidFacts())).toEqual({ kind: "move", to: "paid" });
  });

  it.each([
    ["whose goods were edited after they were sent", { totals: totals(9900n) }],
    ["that says Stripe was sent something else", { sentMinor: 5900n }],
    ["that was edited together with what was sent", { totals: totals(9900n), sentMinor: 9900n }],
  ])("calls an order %s a conflict", (_what, edited) => {
    expect(decide(order(edited), paidFacts())).toEqual({ kind: "conflict", conflict: "amount" });
  });

  it.each(["paid", "partially_refunded", "refunded", "processing", "authorized"] as const)(
    "refunds a duplicate payment of an order that is %s, whatever its amount",
    (paymentState) => {
      const taken = order({ paymentState, stripePaymentIntentId: "pi_1" });
      const second = { ...paidFacts(), paymentIntentId: "pi_2" };
      expect(decide(taken, second)).toEqual({ kind: "duplicate_payment" });
      expect(decide(taken, { ...second, totalMinor: 1n })).toEqual({ kind: "duplicate_payment" });
      expect(decide(taken, { ...second, currency: "usd" })).toEqual({ kind: "duplicate_payment" });
      expect(decide(taken, paidFacts()).kind).not.toBe("duplicate_payment");
    },
  );

  it("refunds any payment of an order that cost nothing", () => {
    const free = order({ paymentState: "paid", isFree: true, totals: totals(0n), sentMinor: 0n });
    expect(decide(free, paidFacts())).toEqual({ kind: "duplicate_payment" });
  });

  it("refunds nothing where there is no other payment", () => {
    const paid = order({ paymentState: "paid", stripePaymentIntentId: "pi_1" });
    expect(decide(paid, { ...paidFacts(), paymentIntentId: null })).toEqual({ kind: "keep" });
  });

  it("refunds nothing that was not captured, and nothing of another order or mode", () => {
    const paid = order({ paymentState: "paid", stripePaymentIntentId: "pi_1" });
    expect(decide(paid, facts({ paymentIntentId: "pi_2", payment: "failed" }))).toEqual({ kind: "keep" });
    const second = { ...paidFacts(), paymentIntentId: "pi_2" };
    expect(decide(paid, { ...second, orderId: null })).toEqual({
      kind: "conflict",
      conflict: "another_order",
    });
    expect(decide(paid, { ...second, livemode: true })).toEqual({ kind: "conflict", conflict: "mode" });
  });

  it.each(["awaiting_payment", "payment_failed", "expired", "canceled"] as const)(
    "takes another payment as its own when it is %s: the first one took nothing",
    (paymentState) => {
      const failed = order({ paymentState, stripePaymentIntentId: "pi_1" });
      expect(decide(failed, { ...paidFacts(), paymentIntentId: "pi_2" })).toEqual({
        kind: "move",
        to: "paid",
      });
    },
  );
});

describe("the state that the facts ask for", () => {
  it.each([
    ["paid", paidFacts()],
    ["partially_refunded", paidFacts(1n)],
    ["partially_refunded", paidFacts(6499n)],
    ["refunded", paidFacts(6500n)],
    ["refunded", paidFacts(6501n)],
    ["processing", facts({ payment: "processing" })],
    ["authorized", facts({ payment: "authorized" })],
    ["canceled", facts({ payment: "canceled" })],
    ["payment_failed", facts({ payment: "failed", session: "expired" })],
    ["expired", facts({ session: "expired" })],
    ["awaiting_payment", facts()],
    ["awaiting_payment", facts({ session: "complete" })],
  ] as const)("%s", (state, truth) => expect(stateOf(truth)).toBe(state));
});

describe("what a state means", () => {
  it("money is there or was, nobody can pay any more, or no money is on its way", () => {
    expect(PAYMENT_STATES.filter(isTaken)).toEqual(["paid", "partially_refunded", "refunded"]);
    expect(PAYMENT_STATES.filter(isEnded)).toEqual(["expired", "canceled"]);
    expect(PAYMENT_STATES.filter(isOver)).toEqual(["payment_failed", "expired", "canceled"]);
  });

  it("an order has a payment once its own took money, or has it on its way", () => {
    const withPayment = { stripePaymentIntentId: "pi_1", isFree: false };
    expect(PAYMENT_STATES.filter((paymentState) => hasPayment({ ...withPayment, paymentState }))).toEqual([
      "processing",
      "authorized",
      "paid",
      "partially_refunded",
      "refunded",
    ]);
    const paid = { paymentState: "paid", stripePaymentIntentId: null } as const;
    expect(hasPayment({ ...paid, isFree: false })).toBe(false);
    expect(hasPayment({ ...paid, isFree: true })).toBe(true);
  });
});

describe("the arrows", () => {
  it("never lead from a state to itself", () => {
    for (const state of PAYMENT_STATES) expect(ARROWS[state]).not.toContain(state);
  });

  it("never lead from a captured payment back to waiting, failing or expiring", () => {
    for (const from of PAYMENT_STATES.filter(isTaken)) {
      for (const to of ARROWS[from]) expect(isTaken(to), `${from} → ${to}`).toBe(true);
    }
  });

  it("let money that came be written from every state without any, whatever became of it meanwhile", () => {
    for (const from of PAYMENT_STATES.filter((state) => !isTaken(state))) {
      for (const to of PAYMENT_STATES.filter(isTaken)) expect(ARROWS[from], `${from} → ${to}`).toContain(to);
    }
  });

  it("let a payment get under way as long as none has ended the order", () => {
    for (const from of ["awaiting_payment", "payment_failed", "expired"] as const)
      expect(ARROWS[from], from).toEqual(expect.arrayContaining(["processing", "authorized"]));
  });

  it("let an order without money end", () => {
    for (const from of ["awaiting_payment", "payment_failed"] as const)
      expect(ARROWS[from], from).toEqual(expect.arrayContaining(["expired", "canceled"]));
    for (const from of ["processing", "authorized"] as const)
      expect(ARROWS[from], from).toContain("canceled");
    for (const from of ["awaiting_payment", "processing"] as const)
      expect(ARROWS[from], from).toContain("payment_failed");
  });

  it("leave every state that is over open for late money", () => {
    for (const from of PAYMENT_STATES.filter(isOver)) expect(ARROWS[from]).toContain("paid");
  });
});
