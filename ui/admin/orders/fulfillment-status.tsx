import { useTranslations } from "next-intl";
import type { FulfillmentState, PaymentState } from "@/domain/orders/states";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<FulfillmentState, StatusTone> = {
  unfulfilled: "quiet",
  partially_fulfilled: "wait",
  fulfilled: "good",
  returned: "wait",
};

// Nothing is to be sent before the money is there, nor after all of it went back.
const TO_SEND: ReadonlySet<PaymentState> = new Set(["paid", "partially_refunded"]);

type FulfillmentStatusProps = { paymentState: PaymentState; fulfillmentState: FulfillmentState };

export function FulfillmentStatus({ paymentState, fulfillmentState }: FulfillmentStatusProps) {
  const t = useTranslations();
  if (fulfillmentState === "unfulfilled" && !TO_SEND.has(paymentState)) {
    return (
      <span className="text-ink-soft">
        <span aria-hidden>–</span>
        <span className="sr-only">{t("admin.orders.nothingToSend")}</span>
      </span>
    );
  }
  return <Status tone={TONES[fulfillmentState]}>{t(`admin.orders.fulfillment.${fulfillmentState}`)}</Status>;
}
