import { invalidRequest } from "../protocol/errors.ts";
import type { VersionChange } from "./version-change.ts";

/** Whose parameter it was: sessions when they are created, intents whenever they change. */
const INTENTS = /^\/v1\/payment_intents(\/[^/]+(\/confirm)?)?$/;
const TAKES = new RegExp(`^/v1/checkout/sessions$|${INTENTS.source}`);

/** docs.stripe.com/changelog/endive/2026-09-30/remove-payment-method-types-checkout-sessions, and its twin for intents. */
export const paymentMethodTypes: VersionChange = {
  since: "2026-09-30.endive",
  says: "payment_method_types of Checkout Sessions and PaymentIntents is now allowed_payment_method_types",
  upgrade({ method, path, form }) {
    const { payment_method_types: types, ...rest } = form;
    if (types === undefined || method !== "POST" || !TAKES.test(path)) return form;
    return { ...rest, allowed_payment_method_types: types };
  },
  refuse({ method, path, form }) {
    if (form.payment_method_types === undefined || method !== "POST" || !INTENTS.test(path)) return;
    throw invalidRequest(
      "The payment_method_types parameter is no longer supported. Use allowed_payment_method_types or excluded_payment_method_types instead, or leave it out.",
      "payment_method_types",
      "payment_method_types_no_longer_supported",
    );
  },
  words: { allowed_payment_method_types: "payment_method_types" },
};
