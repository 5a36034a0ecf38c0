import { movePayout } from "../balance/pay-out.ts";
import { releaseFunds } from "../balance/post-balance.ts";
import { expireSession } from "../checkout/session/expire-session.ts";
import { expireCoupon, expirePromotionCode } from "../discounts/redeem-discount.ts";
import { missDeadline } from "../disputes/close-dispute.ts";
import { openDispute } from "../disputes/dispute-charge.ts";
import { warnOfFraud } from "../disputes/watch-fraud.ts";
import { releaseAuthorization } from "../payments/cancel-intent.ts";
import { finishDebit } from "../payments/debit-account.ts";
import { failRefund, finishRefund } from "../payments/refund-charge.ts";
import type { TaskKind } from "../store/rows.ts";
import type { Work } from "../work/work.ts";

/** What the clock does when its time has come; each is harmless when it comes twice. */
export const SCHEDULED_TASKS: Record<Exclude<TaskKind, "deliver">, (work: Work, target: string) => void> = {
  expire_coupon: expireCoupon,
  expire_promotion_code: expirePromotionCode,
  expire_session: (work, id) => {
    const session = work.store.sessions.get(id);
    if (session?.status === "open") expireSession(work, session);
  },
  fail_refund: failRefund,
  finish_debit: finishDebit,
  finish_refund: finishRefund,
  dispute_deadline: missDeadline,
  move_payout: movePayout,
  open_dispute: openDispute,
  release_authorization: releaseAuthorization,
  release_funds: releaseFunds,
  warn_of_fraud: warnOfFraud,
};
