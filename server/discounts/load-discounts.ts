import "server-only";
import { type DiscountRule, isCode } from "@/domain/discounts/discount";
import { isTaken, PAYMENT_STATES } from "@/domain/orders/states";
import { db, Prisma, type Tx } from "../platform/db";
import { env } from "../platform/env";
import { hashMail } from "./hash-mail";

export type DiscountsAsked = {
  /** As `readCodes` has them. */
  codes: readonly string[];
  /** Of the cart's lines. */
  variantIds: readonly string[];
  /** What the cart's own open order holds of a code is its own. */
  cartKey: string;
  /** "" while it is not known. */
  email: string;
};

export type LoadedDiscounts = {
  rules: DiscountRule[];
  /** Null: the address is not known yet. */
  mail: { hasOrdered: boolean } | null;
  now: Date;
};

type Row = Omit<DiscountRule, "variantIds"> & { variantIds: string[] | null; hasOrdered: boolean; now: Date };

/** States in which an order was paid or is being paid. */
const ORDERED = PAYMENT_STATES.filter(
  (state) => isTaken(state) || state === "processing" || state === "authorized",
);

/**
 * The discounts of these codes, and those without a code: what each does and for which of the cart's variants, what is
 * left of it, and what is known by the mail address. One moment's answer, by the database's clock.
 * @param tx the transaction that places an order: what it has written and locked counts
 */
export async function loadDiscounts(asked: DiscountsAsked, tx?: Tx): Promise<LoadedDiscounts> {
  const codes = asked.codes.filter(isCode);
  const mailHash = asked.email === "" ? null : hashMail(asked.email);
  // By hand: the rules of a code may stand in another row, and sums, goods and uses are of one moment.
  const rows = await (tx ?? db()).$queryRaw<Row[]>`
    SELECT c.id, c.code, d.name, d.kind::text AS kind, d.value, d.min_sum_minor AS "minSumMinor", d.min_quantity AS "minQuantity",
           d.countries, d.is_first_order AS "isFirstOrder", d.starts_at AS "startsAt", d.ends_at AS "endsAt",
           coalesce(c.used + c.reserved - coalesce(own.units, 0) >= c.usage_limit, false) AS "isUsedUp",
           d.per_mail_limit AS "perMailLimit", d.combines, d.priority,
           CASE WHEN NOT d.of_all_goods THEN ARRAY(
             SELECT v.id FROM variants v WHERE v.id = ANY (${asked.variantIds}::uuid[]) AND ${isForVariant("d", "v")}) END AS "variantIds",
           CASE WHEN d.per_mail_limit IS NULL THEN 0 ELSE ${countUses(mailHash, asked.cartKey)} END AS "mailUses",
           d.is_first_order AND (${hasOrdered(asked.email)} OR ${hasFirst(mailHash, asked.cartKey)}) AS "hasOrdered", now() AS now
      FROM discounts c JOIN discounts d ON d.id = coalesce(c.batch_of, c.id)
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS units FROM discount_redemptions r JOIN orders o ON o.id = r.order_id
         WHERE r.discount_id = c.id AND r.state = 'held' AND r.is_counted
           AND o.cart_key = ${asked.cartKey} AND o.payment_state = 'awaiting_payment') own ON c.usage_limit IS NOT NULL
     WHERE c.id IN (SELECT id FROM discounts WHERE code = ANY (${codes}::text[])
                    UNION ALL SELECT id FROM discounts WHERE method = 'automatic' AND archived_at IS NULL)
       AND c.archived_at IS NULL AND d.archived_at IS NULL AND d.currency = ${env().SHOP_CURRENCY}`;
  return {
    rules: rows.map(({ variantIds, hasOrdered: _, now: __, ...rule }) => ({
      ...rule,
      variantIds: variantIds && new Set(variantIds),
    })),
    mail: mailHash === null ? null : { hasOrdered: rows.some((row) => row.hasOrdered) },
    now: rows[0]?.now ?? new Date(),
  };
}

/** Whether a discount that is not for all goods is for a variant. */
export const isForVariant = (discount: string, variant: string): Prisma.Sql => Prisma.sql`
  EXISTS (SELECT 1 FROM discount_targets t
           LEFT JOIN collection_products cp ON cp.collection_id = t.collection_id AND cp.product_id = ${Prisma.raw(variant)}.product_id
          WHERE t.discount_id = ${Prisma.raw(discount)}.id AND (t.product_id = ${Prisma.raw(variant)}.product_id OR cp.product_id IS NOT NULL))`;

/** How often a mail address has the discount `d`, by whichever of its codes; but for the cart's own open order. */
const countUses = (mailHash: string | null, cartKey: string): Prisma.Sql => Prisma.sql`
  (SELECT count(*)::int FROM discount_redemptions r
     JOIN discounts same ON same.id = r.discount_id AND coalesce(same.batch_of, same.id) = d.id
     JOIN orders o ON o.id = r.order_id
    WHERE r.mail_hash = ${mailHash} AND r.state IN ('held', 'used')
      AND NOT (o.cart_key = ${cartKey} AND o.payment_state = 'awaiting_payment'))`;

/** Whether a mail address has a discount of a first order already, in an order that is not paid yet, too. */
const hasFirst = (mailHash: string | null, cartKey: string): Prisma.Sql => Prisma.sql`
  EXISTS (SELECT 1 FROM discount_redemptions r
     JOIN discounts had ON had.id = r.discount_id JOIN discounts rules ON rules.id = coalesce(had.batch_of, had.id)
     JOIN orders o ON o.id = r.order_id
    WHERE r.mail_hash = ${mailHash} AND r.state IN ('held', 'used') AND rules.is_first_order
      AND NOT (o.cart_key = ${cartKey} AND o.payment_state = 'awaiting_payment'))`;

/** Whether a mail address has an order that was paid or is being paid. */
const hasOrdered = (email: string): Prisma.Sql =>
  email === ""
    ? Prisma.sql`false`
    : Prisma.sql`EXISTS (SELECT 1 FROM orders o WHERE lower(o.email) = ${email.trim().toLowerCase()}
        AND o.payment_state IN (${Prisma.join(ORDERED.map((state) => Prisma.sql`${state}::"PaymentState"`))}))`;
