import type { PaymentMethod } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { invalidRequest, refused } from "../protocol/errors.ts";
import type { Work } from "../work/work.ts";

/** Keeps a payment method for a customer to pay with again. */
export function attachMethod(work: Work, method: PaymentMethod, customer: string): PaymentMethod {
  if (method.customer === customer) return method;
  if (method.customer !== null) {
    throw refused("The payment method you provided has already been attached to a customer.");
  }
  const attached = work.store.paymentMethods.put({ ...method, customer });
  work.emit("payment_method.attached", attached);
  return attached;
}

/** Takes a payment method away from its customer; Stripe lets it never be used again. */
export function detachMethod(work: Work, method: PaymentMethod): PaymentMethod {
  if (method.customer === null) {
    throw invalidRequest(
      "The payment method you provided is not attached to a customer so detachment is impossible.",
      "payment_method",
    );
  }
  const detached = work.store.paymentMethods.put({ ...method, customer: null });
  work.emit("payment_method.detached", detached, changesFrom(method, detached));
  return detached;
}
