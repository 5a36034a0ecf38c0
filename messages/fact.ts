import type { Fact } from "../domain/reconciliation/fact.ts";
import { disputeState } from "./dispute-state.ts";
import { eventReason } from "./event-reason.ts";
import { keyProblemMessage } from "./key-problem.ts";
import type { Translate } from "./messages.ts";

/**
 * Says a fact of the reconciliation, where it is shown.
 * @param timeText how a moment is written; the command writes the same for every zone
 */
export function factMessage(t: Translate, fact: Fact, timeText = minuteText): string {
  switch (fact.code) {
    case "text":
      return fact.text;
    case "order":
      return t("admin.reconciliation.fact.order", {
        ...fact,
        state: t(`admin.history.paymentState.${fact.state}`),
        session: fact.session ?? "none",
        payment: fact.payment ?? "none",
      });
    case "payment":
      return t("admin.reconciliation.fact.payment", { ...fact, payment: fact.payment ?? "none" });
    case "orders_of_one_cart":
      return t("admin.reconciliation.fact.orders_of_one_cart", { numbers: fact.numbers.join(", ") });
    case "refund":
      return t("admin.reconciliation.fact.refund", {
        ...fact,
        refund: fact.refund ?? "none",
        state: t(`admin.history.refundState.${fact.state}`),
      });
    case "dispute":
      return t("admin.reconciliation.fact.dispute", {
        ...fact,
        state: disputeState(t, fact.state),
        amount: fact.amount ?? "none",
      });
    case "units_held":
    case "units_unsold":
    case "no_cause":
      return t(`admin.reconciliation.fact.${fact.code}`, {
        ...fact,
        state: t(`admin.history.paymentState.${fact.state}`),
      });
    case "fulfillment_differs":
      return t("admin.reconciliation.fact.fulfillment_differs", {
        number: fact.number,
        state: t(`admin.history.fulfillmentState.${fact.state}`),
        parcels: t(`admin.history.fulfillmentState.${fact.parcels}`),
      });
    case "refund_unsent":
    case "units_held_without_page":
      return t(`admin.reconciliation.fact.${fact.code}`, { ...fact, at: timeText(fact.at) });
    case "stock_sold":
      return t("admin.reconciliation.fact.stock_sold", { ...fact, initial: fact.initial ?? "none" });
    case "event_waits":
      return t("admin.reconciliation.fact.event_waits", {
        type: fact.type,
        at: timeText(fact.at),
        attempts: fact.attempts,
        reason: eventReason(t, fact.reason, fact.detail) ?? "none",
      });
    case "report_day":
      return t("admin.reconciliation.fact.report_day", { ...fact, key: fact.key || "none" });
    case "not_checked":
      return t("admin.reconciliation.fact.not_checked", {
        what: fact.what,
        problem: keyProblemMessage(t, fact.problem),
      });
    default:
      return t(`admin.reconciliation.fact.${fact.code}`, fact);
  }
}

/** "2026-11-25 04:37 UTC": the same in every locale and zone, as the amounts are. */
const minuteText = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
