import "server-only";
import { Prisma, type Tx, transaction } from "../platform/db";
import { hashMail } from "./hash-mail";

/** The last use was taken, or the mail address may not have it any more. Nothing of it stays reserved: the transaction must end. */
export class DiscountGoneError extends Error {
  constructor(readonly discountIds: string[]) {
    super(`${discountIds.length} discount(s) cannot be had any more`);
    this.name = "DiscountGoneError";
  }
}

/**
 * Reserves one use of each of these discounts for an order, or none. One conditional update: two shoppers with the last
 * use meet at the row's lock, and one of them finds nothing left. Call it after the stock is reserved: the rows of stock are
 * locked first everywhere.
 * @param email the shopper's; null: not known, so that nothing is counted by it
 * @throws DiscountGoneError
 */
export async function reserveDiscounts(
  tx: Tx,
  orderId: string,
  discountIds: readonly string[],
  email: string | null,
): Promise<void> {
  const ids = [...new Set(discountIds)];
  if (ids.length === 0) return;
  const mailHash = email ? hashMail(email) : null;
  if (mailHash !== null) await refuseByMail(tx, orderId, ids, mailHash);
  const reserved = await reserve(tx, ids);
  const gone = ids.filter((id) => !reserved.has(id));
  if (gone.length > 0) throw new DiscountGoneError(gone);
  await tx.$executeRaw`
    INSERT INTO discount_redemptions (discount_id, order_id, mail_hash)
    SELECT id, ${orderId}::uuid, ${mailHash} FROM unnest(${ids}::uuid[]) AS id`;
}

/** By hand, like all statements of this file: rows are locked in the order of their ids and changed by their own values. */
async function reserve(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH locked AS (
      SELECT c.id FROM discounts c JOIN discounts d ON d.id = coalesce(c.batch_of, c.id)
       WHERE c.id = ANY (${ids}::uuid[]) AND c.archived_at IS NULL AND d.archived_at IS NULL
       ORDER BY c.id FOR NO KEY UPDATE OF c)
    UPDATE discounts c SET reserved = c.reserved + 1 FROM locked l
     WHERE c.id = l.id AND (c.usage_limit IS NULL OR c.used + c.reserved < c.usage_limit)
    RETURNING c.id`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Refuses what a mail address has as often as it may, or may have with its first order alone. Orders of one address wait for
 * each other here until the transaction ends, so that the next one counts this one.
 */
async function refuseByMail(tx: Tx, orderId: string, ids: string[], mailHash: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`discounts of ${mailHash}`}, 0))`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM discounts c JOIN discounts d ON d.id = coalesce(c.batch_of, c.id)
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE coalesce(same.batch_of, same.id) = d.id) AS of_this,
               count(*) FILTER (WHERE rules.is_first_order) AS of_first
          FROM discount_redemptions r JOIN discounts same ON same.id = r.discount_id
          JOIN discounts rules ON rules.id = coalesce(same.batch_of, same.id)
         WHERE r.mail_hash = ${mailHash} AND r.state IN ('held', 'used') AND r.order_id <> ${orderId}::uuid) AS had
     WHERE c.id = ANY (${ids}::uuid[])
       AND (had.of_this >= d.per_mail_limit OR (d.is_first_order AND had.of_first > 0))`;
  if (rows.length > 0) throw new DiscountGoneError(rows.map(({ id }) => id));
}

/**
 * Counts what an order holds as used: it is paid. What was released before (the money came late) is reserved again if it
 * can still be had; else the order keeps what was agreed, as a use that is not counted. A second time changes nothing.
 * @returns whether there were any, and whether each was counted
 */
export async function redeemDiscounts(
  tx: Tx,
  orderId: string,
): Promise<{ isAny: boolean; isCounted: boolean }> {
  const released = await tx.$queryRaw<{ id: string }[]>`
    SELECT discount_id AS id FROM discount_redemptions
     WHERE order_id = ${orderId}::uuid AND state = 'released' ORDER BY discount_id FOR UPDATE`;
  let isCounted = true;
  if (released.length > 0) {
    const again = await reserve(
      tx,
      released.map(({ id }) => id),
    );
    isCounted = again.size === released.length;
    await tx.$executeRaw`
      UPDATE discount_redemptions SET state = 'held', is_counted = discount_id = ANY (${[...again]}::uuid[])
       WHERE order_id = ${orderId}::uuid AND state = 'released'`;
  }
  return { isAny: (await moveHeld(tx, orderId, "used")) > 0, isCounted };
}

/** Releases what an order holds: it has ended. @returns whether it held anything */
export const releaseDiscounts = async (tx: Tx, orderId: string): Promise<boolean> =>
  (await moveHeld(tx, orderId, "released")) > 0;

async function moveHeld(tx: Tx, orderId: string, to: "used" | "released"): Promise<number> {
  const isUsed = to === "used";
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH moved AS (
      UPDATE discount_redemptions SET state = ${to}::"RedemptionState", changed_at = now()
       WHERE order_id = ${orderId}::uuid AND state = 'held'
       RETURNING discount_id, is_counted::int AS uses),
    locked AS (SELECT id FROM discounts WHERE id IN (SELECT discount_id FROM moved) ORDER BY id FOR NO KEY UPDATE)
    UPDATE discounts d SET reserved = d.reserved - m.uses, used = d.used + m.uses * ${isUsed ? 1 : 0}::int
      FROM moved m JOIN locked l ON l.id = m.discount_id WHERE d.id = m.discount_id RETURNING d.id`;
  return rows.length;
}

/**
 * Writes the uses of an order that is made again from what Stripe has: held, and counted where there is one left. What the
 * records do not have is left out.
 */
export async function holdRebuilt(
  tx: Tx,
  orderId: string,
  discountIds: readonly string[],
  email: string | null,
): Promise<void> {
  const known = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM discounts WHERE id = ANY (${[...new Set(discountIds)]}::uuid[]) ORDER BY id`;
  if (known.length === 0) return;
  const ids = known.map(({ id }) => id);
  const counted = await reserve(tx, ids);
  await tx.$executeRaw`
    INSERT INTO discount_redemptions (discount_id, order_id, mail_hash, is_counted)
    SELECT id, ${orderId}::uuid, ${email ? hashMail(email) : null}, id = ANY (${[...counted]}::uuid[])
      FROM unnest(${ids}::uuid[]) AS id`;
}

/** Forgets whose orders they were. */
export async function forgetMails(tx: Tx, orderIds: readonly string[]): Promise<void> {
  await tx.discountRedemption.updateMany({
    where: { orderId: { in: [...orderIds] }, mailHash: { not: null } },
    data: { mailHash: null },
  });
}

/**
 * Sets what of a discount is reserved and used to what its redemptions say. It is locked first: a transaction that changes
 * them at the same time has ended before they are counted, or waits.
 * @returns false when more was redeemed than its limit allows
 */
export async function recountUses(discountId: string): Promise<boolean> {
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM discounts WHERE id = ${discountId}::uuid FOR NO KEY UPDATE`;
    const count = await tx.$executeRaw`
      UPDATE discounts d SET reserved = r.held, used = r.used
        FROM (${countRedemptions(Prisma.sql`${discountId}::uuid`)}) r
       WHERE d.id = ${discountId}::uuid AND (d.usage_limit IS NULL OR r.held + r.used <= d.usage_limit)`;
    return count === 1;
  });
}

/** What the redemptions of a discount come to. */
export const countRedemptions = (discountId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT count(*) FILTER (WHERE state = 'held')::int AS held, count(*) FILTER (WHERE state = 'used')::int AS used
    FROM discount_redemptions WHERE discount_id = ${discountId} AND is_counted`;
