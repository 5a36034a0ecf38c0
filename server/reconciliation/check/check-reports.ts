import "server-only";
import { amount } from "@/domain/orders/compare-payment";
import type { Difference } from "@/domain/reconciliation/differences";
import { findWrongSums } from "../../reports/find-wrong-sums";

/** Compares the sums that reports show with the rows that they are made from. */
export async function checkReports(): Promise<Difference[]> {
  const wrong = await findWrongSums();
  return wrong.map(({ day, kind, key, currency, summedCount, summedMinor, count, minor }) => ({
    kind: "report_sums",
    subject: day,
    orderId: null,
    evidence: {
      records: {
        code: "report_day",
        ...{ day, what: kind, key, summedCount, count },
        summed: amount(summedMinor, currency),
        amount: amount(minor, currency),
      },
      stripe: { code: "not_asked" },
    },
    // From the rows, which the rest of the check compares with Stripe.
    repair: { kind: "sum_day", id: day },
  }));
}
