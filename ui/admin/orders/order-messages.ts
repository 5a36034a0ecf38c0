import { type DisputeHold, isMoneyGone } from "@/domain/orders/disputes";
import { REVIEW_REASONS } from "@/domain/orders/history";
import type { Translate } from "@/messages/messages";

/** Stock is corrected by a file: docs/importing.md. */
export const ADD_STOCK = "npm run catalog:import -- stock.csv --stock add";

/** What a conflict means, and what an admin can do about it. */
export function conflictMessage(
  conflict: string,
  t: Translate,
  disputeHold: DisputeHold | null = null,
): { title: string; sentence: string } {
  const reason = REVIEW_REASONS.find((known) => known === conflict);
  if (!reason) return { title: plainCode(conflict), sentence: t("admin.orders.conflict.unknownSentence") };
  const isPaidBack = reason === "refund_failed" && isMoneyGone(disputeHold);
  return {
    title: t(`admin.orders.conflict.${reason}.title`),
    sentence: isPaidBack
      ? t("admin.orders.conflict.refund_failed.disputed")
      : t(`admin.orders.conflict.${reason}.sentence`, {
          command: reason === "paid_without_stock" ? ADD_STOCK : "npm run keys",
        }),
  };
}

const DISPUTE_REASONS = [
  "bank_cannot_process",
  "check_returned",
  "credit_not_processed",
  "customer_initiated",
  "debit_not_authorized",
  "duplicate",
  "fraudulent",
  "general",
  "incorrect_account_details",
  "insufficient_funds",
  "noncompliant",
  "product_not_received",
  "product_unacceptable",
  "subscription_canceled",
  "unrecognized",
] as const;

export function disputeReason(reason: string, t: Translate): string {
  const known = DISPUTE_REASONS.find((candidate) => candidate === reason);
  return known ? t(`admin.orders.disputes.reason.${known}`) : plainCode(reason);
}

/** A code that this version does not know, as well as it can be read. */
export const plainCode = (code: string) => code.replaceAll("_", " ");
