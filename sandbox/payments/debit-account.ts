import { postCharge } from "../balance/post-balance.ts";
import type { Failure, TestAccount } from "../customers/test-accounts.ts";
import { accountOf } from "../customers/test-behavior.ts";
import { scheduleFollowUp } from "../disputes/follow-up-events.ts";
import { newId } from "../objects/ids.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../objects/stripe-objects.ts";
import type { Work } from "../work/work.ts";
import { type Attempt, buildCharge } from "./build-charge.ts";

/** Asks the bank for the money, which takes it a while to answer: the intent is processing until then. */
export function startDebit(work: Work, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const account = accountOf(work, method);
  const attempt = debitAttempt(method, account);
  const charge = work.store.charges.put(buildCharge(work, intent, method, attempt));
  work.emit("charge.pending", charge);
  const processing = work.store.paymentIntents.put({
    ...intent,
    latest_charge: charge.id,
    status: "processing",
  });
  work.emit("payment_intent.processing", processing);
  if (account.answersAfter !== null)
    work.schedule("finish_debit", intent.id, work.now + account.answersAfter);
  return processing;
}

/** What the clock does when the bank has made up its mind. */
export function finishDebit(work: Work, intentId: string): void {
  const intent = work.store.paymentIntents.get(intentId);
  const charge = work.store.charges.get(intent?.latest_charge ?? "");
  const method = work.store.paymentMethods.get(charge?.payment_method ?? "");
  if (intent?.status !== "processing" || !charge || !method) return;
  const { failure } = accountOf(work, method);
  if (failure) fail(work, intent, charge, method, failure);
  else succeed(work, intent, charge);
}

function succeed(work: Work, intent: PaymentIntent, charge: Charge): void {
  const paid = work.store.charges.put({ ...charge, paid: true, status: "succeeded" });
  work.emit("charge.succeeded", paid);
  const succeeded = work.store.paymentIntents.put({
    ...intent,
    amount_received: intent.amount,
    status: "succeeded",
  });
  work.emit("payment_intent.succeeded", succeeded);
  tellSession(work, intent.id, "paid", "checkout.session.async_payment_succeeded");
  postCharge(work, charge.id);
  scheduleFollowUp(work, charge);
}

function fail(
  work: Work,
  intent: PaymentIntent,
  charge: Charge,
  method: PaymentMethod,
  { code, message }: Failure,
): void {
  const failed = work.store.charges.put({
    ...charge,
    amount_captured: 0,
    captured: false,
    failure_code: code,
    failure_message: message,
    outcome: {
      ...(charge.outcome ?? authorized),
      network_status: "declined_by_network",
      reason: code,
      type: "issuer_declined",
    },
    receipt_url: null,
    status: "failed",
  });
  work.emit("charge.failed", failed);
  const unpaid = work.store.paymentIntents.put({
    ...intent,
    last_payment_error: { charge: charge.id, code, message, payment_method: method, type: "card_error" },
    payment_method: null,
    status: "requires_payment_method",
  });
  work.emit("payment_intent.payment_failed", unpaid);
  tellSession(work, intent.id, "unpaid", "checkout.session.async_payment_failed");
}

/** A session paid by debit is complete long before it is known whether the money arrives. */
function tellSession(work: Work, intentId: string, status: "paid" | "unpaid", type: string): void {
  const [session] = work.store.sessions.all("payment_intent", intentId);
  if (session?.status !== "complete") return;
  work.emit(type, work.store.sessions.put({ ...session, payment_status: status }));
}

function debitAttempt(method: PaymentMethod, account: TestAccount): Attempt {
  return {
    status: "pending",
    captured: true,
    failure: null,
    details: detailsOf(method, account),
    outcome: authorized,
  };
}

const authorized: NonNullable<Charge["outcome"]> = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: "approved_by_network",
  reason: null,
  risk_level: "not_assessed",
  seller_message: "Payment complete.",
  type: "authorized",
};

function detailsOf(method: PaymentMethod, account: TestAccount): Charge["payment_method_details"] {
  const mandate = newId("mandate");
  if (method.sepa_debit) {
    const { bank_code, branch_code, country, fingerprint, last4 } = method.sepa_debit;
    return {
      type: account.type,
      sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate },
    };
  }
  if (!method.us_bank_account) throw new Error(`${method.id} is not a bank account`);
  const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } =
    method.us_bank_account;
  return {
    type: account.type,
    us_bank_account: {
      account_holder_type,
      account_type,
      bank_name,
      fingerprint,
      last4,
      mandate,
      payment_reference: null,
      routing_number,
    },
  };
}
