/** What a shop's records must be, worked out from what was done alone: no database, no events, no Stripe. Minor units. */
export type ModelOrder = {
  id: string;
  cart: number;
  session: string;
  variant: number;
  quantity: number;
  /** Agreed when it was placed: later prices change nothing. */
  unitPrice: number;
  payment: "open" | "paid" | "ended";
  /** By an admin. */
  isCanceled: boolean;
  refunds: ModelRefund[];
  isDisputed: boolean;
  parcels: ModelParcel[];
  returns: ModelReturn[];
  /** Ids of mails that an admin wrote and did not take back. */
  replies: string[];
  /** What must be told once each: the kind of mail and what it is about. */
  mails: string[];
  /** What was done, as often as the history must say it. */
  acts: Act[];
};

/** What it is for: units of the only line, and a part of the shipping; an amount alone has neither. */
export type ModelRefund = { amount: number; units: number; shipping: number };
export type ModelParcel = { id: string; state: "sent" | "delivered" | "returned" | "undone" };
export type ModelReturn = {
  id: string;
  units: number;
  state: "requested" | "received" | "refunded" | "refused" | "canceled";
};

/** Kinds of the history that no webhook event brings about. */
export const ACTS = [
  ...([
    "parcel_sent",
    "sending_undone",
    "parcel_delivered",
    "parcel_returned",
    "tracking_corrected",
  ] as const),
  ...([
    "return_requested",
    "return_received",
    "return_reception_undone",
    "return_refused",
    "return_canceled",
  ] as const),
  ...(["restocked", "restock_undone"] as const),
];
export type Act = (typeof ACTS)[number];

export const SHIPPING = 500;

export type Model = {
  prices: number[];
  orders: ModelOrder[];
};

export const totalOf = ({ unitPrice, quantity }: ModelOrder): number => unitPrice * quantity + SHIPPING;
export const refundedOf = ({ refunds }: ModelOrder): number =>
  refunds.reduce((sum, { amount }) => sum + amount, 0);
export const unitsRefunded = ({ refunds }: ModelOrder): number =>
  refunds.reduce((sum, { units }) => sum + units, 0);
export const shippingRefunded = ({ refunds }: ModelOrder): number =>
  refunds.reduce((sum, { shipping }) => sum + shipping, 0);
export const isOpen = ({ state }: ModelReturn): boolean => state === "requested" || state === "received";
export const isCounted = ({ state }: ModelReturn): boolean => state !== "refused" && state !== "canceled";
export const unitsAsked = ({ returns }: ModelOrder): number =>
  returns.filter(isCounted).reduce((sum, { units }) => sum + units, 0);

export function stateOf(order: ModelOrder): string {
  if (order.payment === "open") return "awaiting_payment";
  if (order.payment === "ended") return order.isCanceled ? "canceled" : "expired";
  const refunded = refundedOf(order);
  if (refunded === 0) return "paid";
  return refunded < totalOf(order) ? "partially_refunded" : "refunded";
}

/** Units that nobody else can buy. */
export const heldOf = (model: Model, variant: number): number =>
  model.orders.reduce(
    (sum, order) => (order.payment === "open" && order.variant === variant ? sum + order.quantity : sum),
    0,
  );

export const openOrderOf = (model: Model, cart: number): ModelOrder | undefined =>
  model.orders.find((order) => order.cart === cart && order.payment === "open");

type EventRow = { kind: string; data: { restocked?: unknown; units?: unknown } };

/**
 * What of an order's units is in stock again, by its history: of two that were done at once, only it tells which was first.
 * @returns null: all of them, put back as a whole
 */
export function unitsBack(history: EventRow[], quantity: number): number | null {
  let [units, isWhole] = [0, false];
  for (const { kind, data } of history) {
    if (kind === "restocked") isWhole = true;
    if (kind === "restock_undone") isWhole = false;
    const added =
      kind === "return_received"
        ? Number(data.restocked)
        : kind === "refund_requested" && data.restocked === true
          ? Number(data.units)
          : 0;
    if (kind === "return_reception_undone") units = Math.max(0, units - Number(data.restocked));
    if (!isWhole) units = Math.min(quantity, units + added);
  }
  return isWhole ? null : units;
}
