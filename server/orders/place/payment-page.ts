import "server-only";
import { readDetails } from "@/domain/checkout/details";
import type { SessionDiscount } from "@/domain/checkout/session-discounts";
import type { SessionLine } from "@/domain/checkout/session-lines";
import type { SessionTaxes } from "@/domain/checkout/session-taxes";
import { MAX_SHIPPING_RATES } from "@/domain/checkout/shipping";
import { lineTitle } from "@/domain/orders/line-words";
import { type OfferedShipping, readOfferedShipping } from "@/domain/settings/shipping";
import { flatRates } from "@/domain/shipping/one-zone";
import type { TaxReason } from "@/domain/tax/classes";
import { db } from "../../platform/db";
import { referenceOf } from "../../platform/reference";
import { seal } from "../../platform/seal";
import { settings } from "../../platform/settings/settings";
import { countriesShippedTo } from "../../settings/shipping-shop";

export type Payable = {
  id: string;
  number: number;
  reference: string;
  currency: string;
  holdExpiresAt: Date;
  placedAt: Date;
  /** Of asking Stripe for a payment page; grows when the key of the one before is consumed. */
  attempt: number;
  /** As it was set when the order was placed, whatever the shop says now. */
  shipping: OfferedShipping;
  /** Null: the payment page asks for it. */
  email: string | null;
  /** `totalMinor`: what Stripe takes for the line, after discounts and what of its tax is not due. */
  lines: (SessionLine & { title: string; imageBase: string | null; totalMinor: bigint })[];
  discounts: SessionDiscount[];
  taxes: SessionTaxes;
  /** Taxes that are added to the prices, by rate. */
  addedTaxes: { label: string; amountMinor: bigint }[];
};

/** What Stripe must be asked to take for an order: read from the snapshot, so that asking again is the same. */
export async function getPayable(orderId: string): Promise<Payable> {
  const order = await db().order.findUniqueOrThrow({
    where: { id: orderId },
    select: {
      id: true,
      number: true,
      currency: true,
      holdExpiresAt: true,
      placedAt: true,
      attempt: true,
      offeredShipping: true,
      details: true,
      lines: { orderBy: { position: "asc" } },
      adjustments: { where: { kind: { in: ["discount", "tax"] } }, orderBy: { id: "asc" } },
      taxLines: { orderBy: { id: "asc" } },
      redemptions: { select: { discountId: true }, orderBy: { discountId: "asc" } },
    },
  });
  const { offeredShipping, details, adjustments, redemptions, taxLines, ...shown } = order;
  const offOf = (lineId: string) =>
    adjustments.reduce(
      (sum, one) => (one.orderLineId === lineId && one.amountMinor < 0n ? sum + one.amountMinor : sum),
      0n,
    );
  const placeOf = new Map(order.lines.map(({ id }, place) => [id, place]));
  const placeIn = (lineId: string | null) => (lineId === null ? null : (placeOf.get(lineId) ?? null));
  return {
    ...shown,
    email: readDetails(details)?.email ?? null,
    shipping: readOfferedShipping(offeredShipping) ?? {
      rates: flatRates(settings("shipping").zones).slice(0, MAX_SHIPPING_RATES),
      countries: countriesShippedTo(),
    },
    reference: referenceOf(orderId),
    lines: order.lines.map(
      ({ id, variantId, productTitle, variantTitle, imageBase, unitPriceMinor, quantity, totalMinor }) => ({
        totalMinor: totalMinor + offOf(id),
        title: lineTitle({ productTitle, variantTitle }),
        ...{ variantId, productTitle, variantTitle, imageBase, quantity },
        unitMinor: unitPriceMinor,
      }),
    ),
    discounts: redemptions.map(({ discountId }) => {
      const own = adjustments.filter(({ code }) => code === discountId);
      return {
        ...{ id: discountId, label: own[0]?.label ?? "" },
        lines: own.map(({ orderLineId, amountMinor }) => ({
          place: placeOf.get(orderLineId ?? "") ?? 0,
          amountMinor: -amountMinor,
        })),
      };
    }),
    taxes: {
      lines: taxLines.map(({ orderLineId, reason, ...line }) => ({
        ...line,
        place: placeIn(orderLineId),
        // A CHECK holds the list.
        reason: reason as TaxReason,
      })),
      adjustments: adjustments
        .filter(({ kind }) => kind === "tax")
        .map(({ orderLineId, code, label, amountMinor }) => ({
          ...{ place: placeIn(orderLineId), code: code ?? "", label, amountMinor },
        })),
    },
    addedTaxes: sumByLabel(adjustments.filter(({ kind, amountMinor }) => kind === "tax" && amountMinor > 0n)),
  };
}

function sumByLabel(adjustments: { label: string | null; amountMinor: bigint }[]): Payable["addedTaxes"] {
  const sums = new Map<string, bigint>();
  for (const { label, amountMinor } of adjustments)
    sums.set(label ?? "", (sums.get(label ?? "") ?? 0n) + amountMinor);
  return [...sums].map(([label, amountMinor]) => ({ label, amountMinor }));
}

/** Records that another payment page will be asked for, under a new key; of several that find out, one counts. */
export async function startAttempt(orderId: string, after: number): Promise<void> {
  await db().order.updateMany({
    where: { id: orderId, attempt: after },
    data: { attempt: { increment: 1 } },
  });
}

/**
 * Records which Checkout Session an order is paid through, and its client secret, encrypted. An event that came first
 * may have recorded the session already.
 */
export async function storeSession(
  orderId: string,
  { stripeSessionId, clientSecret }: { stripeSessionId: string; clientSecret: string | null },
): Promise<void> {
  await db().order.updateMany({
    where: { id: orderId, OR: [{ stripeSessionId: null }, { stripeSessionId }] },
    data: { stripeSessionId, ...(clientSecret ? { clientSecret: seal(clientSecret) } : {}) },
  });
}
