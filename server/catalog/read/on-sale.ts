import "server-only";
import { Prisma } from "../../platform/db";
import { env } from "../../platform/env";

/**
 * A variant whose price is in another currency than the shop's is not offered anywhere: it cannot be paid
 * (scripts/start.ts says so when the shop opens).
 */
export const offeredVariant = () => ({ currency: env().SHOP_CURRENCY });

/** SQL: the product p has a variant that is offered. */
export const hasOffer = () => Prisma.sql`
  EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.currency = ${env().SHOP_CURRENCY})`;
