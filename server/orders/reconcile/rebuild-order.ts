import "server-only";
import { lineWords } from "@/domain/orders/line-words";
import type { PaymentFacts, PlacedOrder } from "@/domain/orders/payment-facts";
import { holdRebuilt } from "../../discounts/redeem-discounts";
import { type Tx, transaction } from "../../platform/db";
import { hashReference, referenceOf } from "../../platform/reference";
import { OutOfStockError, reserveStock } from "../../stock/reserve-stock";
import { readPaymentFacts } from "../../stripe/payment-facts";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import { skipOrderNumbers } from "../numbers/skip-order-numbers";
import { rebuildTaxes } from "./rebuild-taxes";
import { reconcileOrder } from "./reconcile-order";

/** What Stripe has does not make the order. Nothing was written. */
export class CannotRebuildError extends Error {}

/**
 * Makes an order that the records have lost from its Checkout Session, with its own id, number and link, and brings it
 * to where Stripe says its payment is. An order that is there is only reconciled.
 * @throws CannotRebuildError, StripeCallError
 */
export async function rebuildOrder(orderId: string, sessionId: string, by: Cause): Promise<void> {
  const facts = await readPaymentFacts(sessionId, false);
  const { placed } = facts;
  if (facts.orderId !== orderId || !placed)
    throw new CannotRebuildError(`session ${sessionId} does not say what order ${orderId} was`);
  await skipOrderNumbers(placed.number);
  await transaction((tx) => writeOrder(tx, orderId, { ...facts, placed }, by));
  await reconcileOrder(orderId, { ...by, sessionId });
}

async function writeOrder(
  tx: Tx,
  id: string,
  facts: PaymentFacts & { placed: PlacedOrder },
  by: Cause,
): Promise<void> {
  const { number, placedAt, holdExpiresAt, lines, discounts, taxes } = facts.placed;
  // Two that rebuild at once: the second finds the first one's order.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`rebuild ${id}`}, 0))`;
  const same = await tx.order.findFirst({
    where: { OR: [{ id }, { number }] },
    select: { id: true },
  });
  if (same?.id === id) return;
  if (same) throw new CannotRebuildError(`order ${same.id} has the number ${number} of order ${id}`);
  const goods = lines.reduce((sum, { unitMinor, quantity }) => sum + unitMinor * BigInt(quantity), 0n);
  const off = discounts.flatMap((one) => one.lines).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const taxed = taxes.adjustments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const sent = goods - off + taxed;
  if (sent !== facts.subtotalMinor)
    throw new CannotRebuildError(`the lines of order ${id} are not what was paid for`);
  const variants = await readVariants(tx, lines);
  await tx.order.create({
    data: {
      ...{ id, number, placedAt, holdExpiresAt },
      referenceHash: hashReference(referenceOf(id)) ?? "",
      // Of no cart that a browser has.
      cartKey: `rebuilt:${id}`,
      ...{ currency: facts.currency, livemode: facts.livemode, stripeSessionId: facts.sessionId },
      ...{ subtotalMinor: goods, totalMinor: sent, sentMinor: sent },
      itemCount: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      lineWords: lineWords(
        lines.map((line) => ({ ...line, sku: variants.get(line.variantId ?? "")?.sku ?? null })),
      ),
      requiresShipping: lines.some(
        ({ variantId }) => variants.get(variantId ?? "")?.requiresShipping ?? true,
      ),
      // Stripe's page lasts half an hour: closer than the time of the repair.
      paidAt: facts.payment === "paid" ? placedAt : null,
    },
    select: { id: true },
  });
  const lineIds = await writeLines(tx, id, lines, variants);
  await writeDiscounts(tx, id, discounts, lineIds);
  await rebuildTaxes(tx, id, taxes, lineIds);
  const units = lines.flatMap(({ variantId, quantity }) =>
    variantId !== null && variants.has(variantId) ? { variantId, quantity } : [],
  );
  const isStockShort = await holdUnits(tx, id, units);
  const discountIds = discounts.map((one) => one.id);
  await holdRebuilt(tx, id, discountIds, facts.email);
  // The shopper has it since the order was paid.
  await tx.orderEffect.create({
    data: { orderId: id, effect: "mail:order_confirmation" },
    select: { orderId: true },
  });
  await recordOrderEvent(tx, id, by, { kind: "rebuilt", data: { isStockShort } });
}

type Lines = PlacedOrder["lines"];
type Variants = Awaited<ReturnType<typeof readVariants>>;

/** Those of its variants that the catalog has. */
async function readVariants(tx: Tx, lines: Lines) {
  const variants = await tx.variant.findMany({
    where: { id: { in: lines.flatMap(({ variantId }) => variantId ?? []) } },
    select: {
      ...{ id: true, sku: true, requiresShipping: true },
      image: { select: { base: true } },
      product: {
        select: { slug: true, images: { select: { base: true }, orderBy: { position: "asc" }, take: 1 } },
      },
    },
  });
  return new Map(variants.map((variant) => [variant.id, variant]));
}

/** What discounts took off the lines. */
async function writeDiscounts(
  tx: Tx,
  orderId: string,
  discounts: PlacedOrder["discounts"],
  lineIds: (string | undefined)[],
): Promise<void> {
  await tx.orderAdjustment.createMany({
    data: discounts.flatMap(({ id, label, lines }) =>
      lines.map(({ place, amountMinor }) => ({
        ...{ orderId, kind: "discount" as const, code: id, label, amountMinor: -amountMinor },
        orderLineId: lineIds[place] ?? null,
      })),
    ),
  });
}

/** As the shopper agreed to them; with link and picture of what is in the catalog. @returns their ids, in their order */
async function writeLines(
  tx: Tx,
  orderId: string,
  lines: Lines,
  variants: Variants,
): Promise<(string | undefined)[]> {
  const written = await tx.orderLine.createManyAndReturn({
    select: { id: true, position: true },
    data: lines.map(({ variantId, quantity, unitMinor, productTitle, variantTitle }, position) => {
      const variant = variants.get(variantId ?? "");
      return {
        ...{ orderId, position, productTitle, variantTitle, quantity },
        variantId: variant?.id ?? null,
        productSlug: variant?.product.slug ?? "",
        sku: variant?.sku ?? null,
        imageBase: variant?.image?.base ?? variant?.product.images[0]?.base ?? null,
        unitPriceMinor: unitMinor,
        totalMinor: unitMinor * BigInt(quantity),
        requiresShipping: variant?.requiresShipping ?? true,
      };
    }),
  });
  return lines.map((_, place) => written.find(({ position }) => position === place)?.id);
}

type Units = { variantId: string; quantity: number };

/**
 * Reserves its units. What the records do not have was sold all the same, from a delivery that they do not know of
 * either: it is held without being counted, and nobody is told that it is gone.
 * @returns whether any was short
 */
async function holdUnits(tx: Tx, orderId: string, units: Units[]): Promise<boolean> {
  await tx.$executeRaw`SAVEPOINT hold_units`;
  try {
    await reserveStock(tx, orderId, units);
    return false;
  } catch (error) {
    if (!(error instanceof OutOfStockError)) throw error;
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT hold_units`;
    const isShort = ({ variantId }: Units) => error.variantIds.includes(variantId);
    await reserveStock(
      tx,
      orderId,
      units.filter((one) => !isShort(one)),
    );
    for (const { variantId, quantity } of units.filter(isShort))
      await tx.stockHold.upsert({
        where: { orderId_variantId: { orderId, variantId } },
        create: { orderId, variantId, quantity, isCounted: false },
        update: { quantity: { increment: quantity } },
        select: { orderId: true },
      });
    return true;
  }
}
