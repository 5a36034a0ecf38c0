import { referenceOf } from "../../../server/platform/reference.ts";

/** The same form for the process that dies and for the one that goes on. */
export const askingOf = (given: { orderId: string; requestId: string; lineId: string }) => ({
  ...{ reference: referenceOf(given.orderId), requestId: given.requestId, note: null },
  units: new Map([[given.lineId, 1]]),
});

export const replyOf = (given: { orderId: string; requestId: string }) => ({
  ...{ orderId: given.orderId, requestId: given.requestId },
  ...{ subject: "Your order", text: "It is on its way." },
});
