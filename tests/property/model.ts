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
  refunds: number[];
  isDisputed: boolean;
  /** Ids of its parcels, of one unit each, without those that were undone. */
  parcels: string[];
};

export const SHIPPING = 500;

export type Model = {
  prices: number[];
  orders: ModelOrder[];
};

export const totalOf = ({ unitPrice, quantity }: ModelOrder): number => unitPrice * quantity + SHIPPING;
export const refundedOf = ({ refunds }: ModelOrder): number =>
  refunds.reduce((sum, amount) => sum + amount, 0);

export function stateOf(order: ModelOrder): string {
  if (order.payment === "open") return "awaiting_payment";
  if (order.payment === "ended") return "expired";
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
