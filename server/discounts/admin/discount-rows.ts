import "server-only";
import { Prisma } from "../../platform/db";
import { shopTimeZone } from "../../platform/env";

/** How a discount is now, by the database's clock: as `stateOf` of domain/discounts/discount.ts. */
export const STATE = Prisma.sql`
  CASE WHEN d.archived_at IS NOT NULL THEN 'archived' WHEN d.ends_at <= now() THEN 'ended'
       WHEN d.used >= d.usage_limit THEN 'used_up' WHEN d.starts_at > now() THEN 'scheduled' ELSE 'active' END`;

/** The columns of a `DiscountView`, of the discount `d`. */
export const discountColumns = (): Prisma.Sql => Prisma.sql`
  d.id, d.method::text AS method, d.code, d.name, d.kind::text AS kind, d.value, d.currency, d.min_sum_minor AS "minSumMinor",
  d.min_quantity AS "minQuantity", d.countries, d.is_first_order AS "isFirstOrder", d.of_all_goods AS "ofAllGoods",
  to_char(d.starts_at AT TIME ZONE ${shopTimeZone()}, 'YYYY-MM-DD') AS "from",
  to_char((d.ends_at AT TIME ZONE ${shopTimeZone()}) - interval '1 second', 'YYYY-MM-DD') AS "to",
  d.usage_limit AS "usageLimit", d.per_mail_limit AS "perMailLimit", d.combines, d.priority, d.version,
  d.changed_by AS "changedBy", ${STATE} AS state,
  d.used + coalesce(batch.used, 0) AS used, d.reserved + coalesce(batch.reserved, 0) AS reserved, coalesce(batch.codes, 0) AS codes`;

/** What its codes come to: joined to the discount `d`. */
export const BATCH = Prisma.sql`
  LEFT JOIN LATERAL (SELECT count(*)::int AS codes, sum(used)::int AS used, sum(reserved)::int AS reserved
                       FROM discounts c WHERE c.batch_of = d.id) batch ON d.method = 'codes'`;
