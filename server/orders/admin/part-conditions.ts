import "server-only";
import type { OrderFilter } from "@/domain/orders/list/order-filter";
import { PLANNED_EACH_TIME, Prisma, type Tx } from "../../platform/db";
import { FEW_HITS } from "./select-orders";

/** `filters` are cheap to walk along; `matches` are met often enough while walking. */
export type PartConditions = { filters: Prisma.Sql[]; matches: Prisma.Sql[] };

/**
 * Conditions on orders `o` for what belongs to them: a shipping option, a product. The planner cannot tell a rare product
 * from a common one, so the index is asked first: of a rare one the orders are named, a common one is looked for in each.
 */
export async function partConditions(tx: Tx, { shipping, product }: OrderFilter): Promise<PartConditions> {
  const conditions: PartConditions = { filters: [], matches: [] };
  const sources = [...(shipping ? [sentBy(shipping)] : []), ...(product ? [ofProduct(product)] : [])];
  if (sources.length > 0) await tx.$executeRaw`SELECT set_config('enable_seqscan', 'off', true)`;
  for (const source of sources) {
    const hits = await tx.$queryRaw<{ id: string }[]>`${PLANNED_EACH_TIME}
      SELECT part.order_id AS id FROM ${source} LIMIT ${FEW_HITS + 1}`;
    const ids = [...new Set(hits.map(({ id }) => id))];
    if (hits.length <= FEW_HITS) conditions.filters.push(Prisma.sql`o.id = ANY (${ids}::uuid[])`);
    else conditions.matches.push(Prisma.sql`EXISTS (SELECT 1 FROM ${source} AND part.order_id = o.id)`);
  }
  return conditions;
}

const sentBy = (code: string) =>
  Prisma.sql`order_adjustments part WHERE part.kind = 'shipping' AND part.code = ${code}`;

/** By title, address or SKU. Its variants are read once and first, whatever the plan. */
const ofProduct = (typed: string) => Prisma.sql`order_lines part WHERE part.variant_id = ANY (ARRAY(
  SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id
   WHERE v.sku = ${typed} OR p.slug = ${typed} OR lower(p.title) = lower(${typed})))`;
