import type { FulfillmentState, PaymentState } from "@/domain/orders/states";
import { Status } from "../../kit/status";
import { FULFILLMENT_MESSAGES } from "./order-messages";

type FulfillmentProps = { paymentState: PaymentState; fulfillmentState: FulfillmentState };

// Nothing is to be sent before the money is there, nor after all of it went back.
const TO_SEND: ReadonlySet<PaymentState> = new Set(["paid", "partially_refunded"]);

export function Fulfillment({ paymentState, fulfillmentState }: FulfillmentProps) {
  if (fulfillmentState === "unfulfilled" && !TO_SEND.has(paymentState)) {
    return (
      <span className="text-ink-soft">
        <span aria-hidden>–</span>
        <span className="sr-only">Nothing to send</span>
      </span>
    );
  }
  const { tone, text } = FULFILLMENT_MESSAGES[fulfillmentState];
  return <Status tone={tone}>{text}</Status>;
}
