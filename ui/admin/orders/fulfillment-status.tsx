import { useTranslations } from "next-intl";
import { type SendingOrder, sendingOf } from "@/domain/orders/sending";
import type { FulfillmentState } from "@/domain/orders/states";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<FulfillmentState, StatusTone> = {
  unfulfilled: "next",
  partially_fulfilled: "next",
  fulfilled: "good",
  returned: "wait",
};

/** Whether the order is to be sent, must wait, or has nothing to send. */
export function FulfillmentStatus({ order }: { order: SendingOrder }) {
  const t = useTranslations();
  switch (sendingOf(order)) {
    case "nothing":
      return (
        <span className="text-ink-soft">
          <span aria-hidden>–</span>
          <span className="sr-only">{t("admin.orders.nothingToSend")}</span>
        </span>
      );
    case "hold":
      return <Status tone="wait">{t("admin.orders.onHold")}</Status>;
    default:
      return (
        <Status tone={TONES[order.fulfillmentState]}>
          {t(`admin.orders.fulfillment.${order.fulfillmentState}`)}
        </Status>
      );
  }
}
