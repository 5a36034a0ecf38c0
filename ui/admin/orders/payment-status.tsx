import { useTranslations } from "next-intl";
import type { DisputeHold } from "@/domain/orders/disputes";
import type { PaymentState } from "@/domain/orders/states";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<PaymentState, StatusTone> = {
  awaiting_payment: "quiet",
  processing: "wait",
  authorized: "wait",
  paid: "good",
  partially_refunded: "wait",
  refunded: "quiet",
  payment_failed: "bad",
  expired: "quiet",
  canceled: "quiet",
};

const DISPUTED: Record<DisputeHold, StatusTone> = { inquiry: "wait", open: "bad", lost: "bad" };

type PaymentStatusProps = {
  order: { paymentState: PaymentState; isFree: boolean; disputeHold: DisputeHold | null };
};

/** Where the money is: a dispute says it better than the payment's own state. */
export function PaymentStatus({ order: { paymentState, isFree, disputeHold } }: PaymentStatusProps) {
  const t = useTranslations();
  if (disputeHold)
    return <Status tone={DISPUTED[disputeHold]}>{t(`admin.orders.disputed.${disputeHold}`)}</Status>;
  return (
    <Status tone={TONES[paymentState]}>
      {isFree && paymentState === "paid" ? t("admin.orders.free") : t(`admin.orders.payment.${paymentState}`)}
    </Status>
  );
}
