import "server-only";
import { Prisma } from "../platform/db";
import { settings } from "../platform/settings/settings";

/** Nothing of a counted variant `v` is left to buy. */
export const IS_SOLD_OUT = Prisma.sql`(v.is_counted AND v.on_hand <= v.reserved)`;

/** Of a variant `v` there was never more than one unit, and nobody said from which number on it is low. */
export const IS_ONE_OF_A_KIND = Prisma.sql`(v.low_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM stock_movements m WHERE m.variant_id = v.id AND m.on_hand_after > 1))`;

/**
 * Few units of a variant `v` are left, and at least one: as few as it says itself, or the shop says for all. Of what is
 * one of a kind the last unit is nothing to warn of.
 */
export const isLow = () => Prisma.sql`(v.is_counted
  AND v.on_hand - v.reserved BETWEEN 1 AND coalesce(v.low_at, ${settings("stock").lowAt}::int)
  AND NOT ${IS_ONE_OF_A_KIND})`;
