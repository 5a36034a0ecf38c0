import type { CartContents } from "../cart/cart.ts";
import { isOver, type PaymentState } from "../orders/states.ts";

/** What a checkout page that was opened a while ago is worth now. */
export type CheckoutState =
  /** `canRenew`: it may be opened again, with the whole time. */
  | { kind: "open"; secondsLeft: number; canRenew: boolean }
  /** The cart is not what is paid on this page. */
  | { kind: "changed" }
  /** This browser has opened another checkout since. */
  | { kind: "replaced" }
  | { kind: "expired" }
  | { kind: "paid" };

/** Before this many seconds of the end, a page says so. */
export const WARNING_SECONDS = 180;

type OrderOfPage = {
  id: string;
  cartKey: string;
  paymentState: PaymentState;
  holdExpiresAt: Date;
  lines: { variantId: string | null; quantity: number }[];
};

/**
 * @param shownId the order that the page shows
 * @param order the one that this browser is paying
 * @param cart this browser's; one of another key has nothing to do with the order
 */
export function checkoutState(
  shownId: string,
  order: OrderOfPage,
  cart: CartContents | null,
  { now, canRenew }: { now: Date; canRenew: boolean },
): CheckoutState {
  if (order.id !== shownId) return { kind: "replaced" };
  if (order.paymentState !== "awaiting_payment" && !isOver(order.paymentState)) return { kind: "paid" };
  if (cart?.key === order.cartKey && !hasSameUnits(cart, order)) return { kind: "changed" };
  const secondsLeft = Math.ceil((order.holdExpiresAt.getTime() - now.getTime()) / 1_000);
  if (isOver(order.paymentState) || secondsLeft <= 0) return { kind: "expired" };
  return { kind: "open", secondsLeft, canRenew };
}

type Units = Pick<OrderOfPage, "lines">;

export const hasSameUnits = (one: Units, other: Units): boolean =>
  unitsOf(one.lines) === unitsOf(other.lines);

function unitsOf(lines: OrderOfPage["lines"]): string {
  const units = new Map<string | null, number>();
  for (const { variantId, quantity } of lines) units.set(variantId, (units.get(variantId) ?? 0) + quantity);
  return [...units]
    .map((unit) => unit.join())
    .toSorted()
    .join(";");
}
