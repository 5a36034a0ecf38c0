import fc from "fast-check";
import { expect } from "vitest";
import { availableIn, balanceOf } from "../../balance/read-balance.ts";
import { authenticateSession } from "../../checkout/session/confirm-session.ts";
import { performWork } from "../../protocol/perform-work.ts";
import type { InProcess } from "./in-process.ts";
import { checkLedger } from "./ledger.ts";
import type { Listener } from "./replay.ts";

type Step = (model: Listener, real: InProcess) => Promise<void> | void;

/** One thing that a shop, a shopper, a bank or time may do, and what must hold afterwards. */
class Command implements fc.AsyncCommand<Listener, InProcess> {
  readonly #name: string;
  readonly #step: Step;
  constructor(name: string, step: Step) {
    this.#name = name;
    this.#step = step;
  }
  check(): boolean {
    return true;
  }
  async run(model: Listener, real: InProcess): Promise<void> {
    await this.#step(model, real);
    model.hear(real.store);
    model.checkAgainst(real.store);
    checkLedger(real.store);
    checkBalance(real);
  }
  toString(): string {
    return this.#name;
  }
}

/** The balance is the sum of everything that ever moved. */
function checkBalance({ store }: InProcess): void {
  const { available, pending } = balanceOf(store);
  const shown = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
  let moved = 0;
  for (const { net } of store.balanceTransactions.oldestFirst()) moved += net;
  expect(shown).toBe(moved);
}

const METHODS = [
  "pm_card_visa",
  "pm_card_visa",
  "pm_card_chargeDeclined",
  "pm_card_authenticationRequired",
  "pm_card_createDispute",
  "pm_card_createDisputeInquiry",
  "pm_card_createMultipleDisputes",
  "pm_card_createIssuerFraudRecord",
  "pm_card_riskLevelElevated",
  "pm_card_pendingRefund",
  "pm_card_refundFail",
  "pm_card_bypassPending",
  "pm_success_de",
  "pm_failed_de",
  "pm_disputed_de",
];
const DECLINED = "pm_card_chargeDeclined";
const isDebit = (method: string): boolean => method.endsWith("_de");

const which = fc.nat(20);
const amount = fc.integer({ min: 50, max: 90_000 });
/** A share of what is there, and sometimes more than that. */
const share = fc.constantFrom(0.01, 0.3, 0.5, 1, 1.01, 2);
const choose = <T>(things: T[], index: number): T | undefined => things[index % things.length];
const partOf = (whole: number, part: number): number => Math.max(1, Math.ceil(whole * part));

const PAYABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];

interface Purchase {
  amount: number;
  manual: boolean;
  method: string | null;
  confirm: boolean;
}

const makeIntent = ({ amount, manual, method, confirm }: Purchase) =>
  new Command(`create ${amount} ${manual} ${method} ${confirm}`, async (_, real) => {
    const { status } = await real.call("POST", "/v1/payment_intents", {
      amount: String(amount),
      currency: "eur",
      capture_method: manual ? "manual" : "automatic",
      ...(method ? { payment_method: method } : {}),
      ...(method && confirm ? { confirm: "true" } : {}),
    });
    const isRefused = method && confirm && manual && isDebit(method);
    expect(status).toBe(isRefused ? 400 : method === DECLINED && confirm ? 402 : 200);
  });

const create = fc
  .record({
    amount,
    manual: fc.boolean(),
    method: fc.option(fc.constantFrom(...METHODS)),
    confirm: fc.boolean(),
  })
  .map(makeIntent);
/** Paid in one go: what most of the rest starts from. */
const buy = fc
  .record({ amount, method: fc.constantFrom(...METHODS) })
  .map(({ amount, method }) => makeIntent({ amount, method, manual: false, confirm: true }));

const confirm = fc.record({ which, method: fc.constantFrom(...METHODS) }).map(
  ({ which, method }) =>
    new Command(`confirm ${which} ${method}`, async (model, real) => {
      const intent = choose(model.of("payment_intent"), which);
      if (!intent) return;
      const { status, json } = await real.call("POST", `/v1/payment_intents/${intent.id}/confirm`, {
        payment_method: method,
      });
      const isRefused =
        real.store.sessions.all("payment_intent", intent.id).length > 0 ||
        !PAYABLE.includes(intent.status) ||
        (isDebit(method) && intent.capture_method === "manual");
      expect(status, JSON.stringify(json)).toBe(isRefused ? 400 : method === DECLINED ? 402 : 200);
    }),
);

const capture = fc.record({ which, part: fc.option(share) }).map(
  ({ which, part }) =>
    new Command(`capture ${which} ${part}`, async (model, real) => {
      const held = model.of("payment_intent").filter(({ status }) => status === "requires_capture");
      const intent = choose(held.length > 0 ? held : model.of("payment_intent"), which);
      if (!intent) return;
      const amount = part === null ? null : partOf(intent.amount_capturable, part);
      const { status } = await real.call(
        "POST",
        `/v1/payment_intents/${intent.id}/capture`,
        amount === null ? {} : { amount_to_capture: String(amount) },
      );
      const isPossible = intent.status === "requires_capture" && (amount ?? 0) <= intent.amount_capturable;
      expect(status).toBe(isPossible ? 200 : 400);
    }),
);

const cancel = which.map(
  (which) =>
    new Command(`cancel ${which}`, async (model, real) => {
      const intent = choose(model.of("payment_intent"), which);
      if (!intent) return;
      const isShopping = real.store.sessions.all("payment_intent", intent.id)[0]?.status === "open";
      const { status } = await real.call("POST", `/v1/payment_intents/${intent.id}/cancel`);
      const isPossible = [...PAYABLE, "requires_capture"].includes(intent.status) && !isShopping;
      expect(status).toBe(isPossible ? 200 : 400);
    }),
);

const refund = fc.record({ which, part: fc.option(share) }).map(
  ({ which, part }) =>
    new Command(`refund ${which} ${part}`, async (model, real) => {
      const paid = model.of("charge").filter((charge) => charge.paid && charge.captured);
      const charge = choose(paid.length > 0 ? paid : model.of("charge"), which);
      if (!charge) return;
      const left = charge.amount_captured - charge.amount_refunded;
      const amount = part === null ? left : partOf(left, part);
      const disputes = model.of("dispute").filter((dispute) => dispute.charge === charge.id);
      const { status } = await real.call("POST", "/v1/refunds", {
        charge: charge.id,
        ...(part === null ? {} : { amount: String(amount) }),
      });
      const isPossible =
        charge.paid &&
        charge.captured &&
        !charge.refunded &&
        amount <= left &&
        disputes.every((dispute) => dispute.is_charge_refundable);
      expect(status).toBe(isPossible ? 200 : 400);
    }),
);

const dispute = fc
  .record({
    which,
    answer: fc.constantFrom("winning_evidence", "losing_evidence", "It was delivered.", null),
  })
  .map(
    ({ which, answer }) =>
      new Command(`answer ${which} ${answer}`, async (model, real) => {
        const open = model.of("dispute").filter(({ status }) => status.endsWith("needs_response"));
        const dispute = choose(open.length > 0 ? open : model.of("dispute"), which);
        if (!dispute) return;
        const path = `/v1/disputes/${dispute.id}`;
        const { status } =
          answer === null
            ? await real.call("POST", `${path}/close`)
            : await real.call("POST", path, { "evidence[uncategorized_text]": answer });
        expect(status).toBe(dispute.status.endsWith("needs_response") ? 200 : 400);
      }),
  );

const payOut = share.map(
  (part) =>
    new Command(`pay out ${part}`, async (_, real) => {
      const available = availableIn(real.store, "eur");
      const amount = partOf(Math.max(available, 0), part);
      const { status } = await real.call("POST", "/v1/payouts", { amount: String(amount), currency: "eur" });
      expect(status).toBe(amount <= available ? 200 : 400);
    }),
);

const shop = fc.record({ amount, manual: fc.boolean() }).map(
  ({ amount, manual }) =>
    new Command(`shop ${amount} ${manual}`, async (_, real) => {
      const { status } = await real.call("POST", "/v1/checkout/sessions", {
        mode: "payment",
        success_url: "http://shop.test/thanks",
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": String(amount),
        "line_items[0][price_data][product_data][name]": "Mug",
        ...(manual ? { "payment_intent_data[capture_method]": "manual" } : {}),
      });
      expect(status).toBe(200);
    }),
);

const sessionsOf = ({ store }: InProcess) => [...store.sessions.oldestFirst()];

const pay = fc.record({ which, method: fc.constantFrom(...METHODS) }).map(
  ({ which, method }) =>
    new Command(`pay ${which} ${method}`, async (_, real) => {
      const session = choose(sessionsOf(real), which);
      if (!session) return;
      const { status, json } = await real.call("POST", `/v1/payment_pages/${session.id}/confirm`, {
        payment_method: method,
        email: "alex@example.com",
      });
      const isRefused =
        session.status !== "open" ||
        !(session.payment_method_types ?? []).includes(isDebit(method) ? "sepa_debit" : "card");
      expect(status, JSON.stringify(json)).toBe(isRefused ? 400 : method === DECLINED ? 402 : 200);
    }),
);

const authenticate = fc.record({ which, answer: fc.constantFrom("passed" as const, "failed" as const) }).map(
  ({ which, answer }) =>
    new Command(`authenticate ${which} ${answer}`, (_, real) => {
      const session = choose(sessionsOf(real), which);
      if (session) performWork(real.parts, (work) => authenticateSession(work, session, answer));
    }),
);

const expire = which.map(
  (which) =>
    new Command(`expire ${which}`, async (_, real) => {
      const session = choose(sessionsOf(real), which);
      if (!session) return;
      const { status } = await real.call("POST", `/v1/checkout/sessions/${session.id}/expire`);
      expect(status).toBe(session.status === "open" ? 200 : 400);
    }),
);

const HOUR = 3600;
const advance = fc
  .constantFrom(1, 5, 11, HOUR, 25 * HOUR, 8 * 24 * HOUR, 130 * 24 * HOUR)
  .map((seconds) => new Command(`advance ${seconds}`, (_, real) => real.advance(seconds)));

/** What is here more than once happens more often. */
export const commands: fc.Arbitrary<fc.AsyncCommand<Listener, InProcess>>[] = [
  buy,
  buy,
  buy,
  create,
  confirm,
  capture,
  cancel,
  refund,
  refund,
  dispute,
  dispute,
  payOut,
  shop,
  pay,
  authenticate,
  expire,
  advance,
  advance,
];
