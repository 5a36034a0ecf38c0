import { expireSession } from "./checkout/expire-session.ts";
import { releaseAuthorization } from "./payments/cancel-intent.ts";
import { missDeadline } from "./payments/close-dispute.ts";
import { finishDebit } from "./payments/debit-account.ts";
import { openDispute } from "./payments/dispute-charge.ts";
import { movePayout } from "./payments/pay-out.ts";
import { releaseFunds } from "./payments/post-balance.ts";
import { expireCoupon, expirePromotionCode } from "./payments/redeem-discount.ts";
import { failRefund, finishRefund } from "./payments/refund-charge.ts";
import { warnOfFraud } from "./payments/watch-fraud.ts";
import type { TaskKind } from "./store/rows.ts";
import type { Work } from "./work.ts";

/** What the clock does when its time has come; each is harmless when it comes twice. */
export const CLOCKWORK: Record<Exclude<TaskKind, "deliver">, (work: Work, target: string) => void> = {
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
