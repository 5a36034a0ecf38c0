import type { Translate } from "./messages.ts";

const DECLINES = [
  "account_closed",
  "authentication_required",
  "call_issuer",
  "card_declined",
  "card_not_supported",
  "card_velocity_exceeded",
  "currency_not_supported",
  "debit_not_authorized",
  "do_not_honor",
  "expired_card",
  "fraudulent",
  "generic_decline",
  "incorrect_cvc",
  "incorrect_number",
  "insufficient_funds",
  "invalid_account",
  "lost_card",
  "pickup_card",
  "processing_error",
  "stolen_card",
  "transaction_not_allowed",
  "try_again_later",
  "withdrawal_count_limit_exceeded",
] as const;

/** Why a bank declined a payment (docs.stripe.com/declines/codes); a code that Stripe has added, as well as it can be read. */
export function declineReason(code: string | null, t: Translate): string {
  const known = DECLINES.find((candidate) => candidate === (code ?? "generic_decline"));
  return known ? t(`admin.history.decline.${known}`) : (code ?? "").replaceAll("_", " ");
}

const REFUND_FAILURES = [
  "balance_insufficient",
  "charge_already_refunded",
  "charge_disputed",
  "charge_for_pending_refund_disputed",
  "declined",
  "expired_or_canceled_card",
  "insufficient_funds",
  "lost_or_stolen_card",
  "merchant_request",
  "unknown",
] as const;

/** Why a refund was refused or did not arrive (docs.stripe.com/refunds#failed-refunds). */
export function refundFailure(code: string, t: Translate): string {
  const known = REFUND_FAILURES.find((candidate) => candidate === code);
  return known ? t(`admin.refunds.failure.${known}`) : code.replaceAll("_", " ");
}
