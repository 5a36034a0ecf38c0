import { useTranslations } from "next-intl";
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

type PaymentStatusProps = { paymentState: PaymentState; isFree: boolean };

export function PaymentStatus({ paymentState, isFree }: PaymentStatusProps) {
  const t = useTranslations();
  return (
    <Status tone={TONES[paymentState]}>
      {isFree && paymentState === "paid" ? t("admin.orders.free") : t(`admin.orders.payment.${paymentState}`)}
    </Status>
  );
}
