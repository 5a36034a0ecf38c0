import type { PaymentMethod } from "../objects/stripe-objects.ts";
import { noSuch } from "../protocol/errors.ts";
import type { Work } from "../work/work.ts";
import { createAccountMethod, createPaymentMethod } from "./create-method.ts";
import { accountByToken } from "./test-accounts.ts";
import { cardByToken } from "./test-cards.ts";

/** A payment method by id; `pm_card_visa` and its like stand for a fresh one each time, as at Stripe. */
export function resolvePaymentMethod(work: Work, id: string, param = "payment_method"): PaymentMethod {
  const shared = sharedMethod(work, id);
  if (shared) return shared;
  return getPaymentMethod(work, id, param);
}

export function getPaymentMethod(work: Work, id: string, param = "payment_method"): PaymentMethod {
  const method = work.store.paymentMethods.get(id);
  if (!method) throw noSuch("PaymentMethod", id, param);
  return method;
}

function sharedMethod(work: Work, id: string): PaymentMethod | null {
  const card = id.startsWith("pm_card_") ? cardByToken(id.slice("pm_card_".length)) : undefined;
  if (card) return createPaymentMethod(work, card);
  const account = id.startsWith("pm_") ? accountByToken(id.slice("pm_".length)) : undefined;
  return account ? createAccountMethod(work, account) : null;
}
