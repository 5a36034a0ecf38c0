import "server-only";
import { requireAdmin } from "../../accounts/session";
import { db, PLANNED_EACH_TIME } from "../../platform/db";

/** More options than a shop has; each change of a rate at Stripe may be a new one. */
const MAX_OPTIONS = 100;

/** The shipping options that orders were sent by, with what the newest such order called each. */
export async function listShippingOptions(): Promise<{ code: string; label: string }[]> {
  await requireAdmin("orders.read");
  // By hand: from each code to the next one in the index order_adjustments_shipping, not through all orders.
  const rows = await db().$queryRaw<{ code: string; label: string | null }[]>`${PLANNED_EACH_TIME}
    WITH RECURSIVE found AS (
      SELECT min(code) AS code FROM order_adjustments WHERE kind = 'shipping'
      UNION ALL
      SELECT (SELECT min(code) FROM order_adjustments WHERE kind = 'shipping' AND code > found.code)
        FROM found WHERE found.code IS NOT NULL
    )
    SELECT found.code, (SELECT label FROM order_adjustments a WHERE a.kind = 'shipping' AND a.code = found.code
      ORDER BY a.order_id DESC LIMIT 1) AS label
      FROM found WHERE found.code IS NOT NULL LIMIT ${MAX_OPTIONS}`;
  return rows.map(({ code, label }) => ({ code, label: label ?? code }));
}
