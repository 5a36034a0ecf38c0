import "server-only";
import type { ShopAlarm } from "@/domain/monitoring/views";
import { db } from "../platform/db";
import { listPressedVariants } from "../stock/list-pressed-variants";

/** What shoppers do, or what looks like shoppers. The caller has checked that an admin asks. */
export async function listShopAlarms(): Promise<ShopAlarm[]> {
  return [...(await listDeclineAlarms()), ...(await listStockAlarms())];
}

const MAX_DECLINES = 10;
const MAX_DECLINE_RATE = 0.3;

/** From the events that Stripe sent: a shopper's own mistakes are few, a card tester's are most. */
async function listDeclineAlarms(): Promise<ShopAlarm[]> {
  // By hand: counts of two kinds in one reading.
  const [row] = await db().$queryRaw<{ declined: number; attempts: number; since: Date | null }[]>`
    SELECT count(*) FILTER (WHERE type = 'payment_intent.payment_failed')::int AS declined, count(*)::int AS attempts,
           min(received_at) FILTER (WHERE type = 'payment_intent.payment_failed') AS since
      FROM stripe_events
     WHERE type IN ('payment_intent.payment_failed', 'payment_intent.succeeded')
       AND received_at > now() - interval '1 hour'`;
  const { declined = 0, attempts = 0, since = null } = row ?? {};
  if (since === null || declined <= MAX_DECLINES || declined <= attempts * MAX_DECLINE_RATE) return [];
  const percent = Math.floor((declined / attempts) * 100);
  return [{ kind: "declines", id: "shop:declines", since, count: declined, percent }];
}

// One shopper with the last two units is no alarm.
const MIN_UNITS = 5;
const MAX_STOCK_ALARMS = 3;

async function listStockAlarms(): Promise<ShopAlarm[]> {
  const pressed = (await listPressedVariants()).filter(({ held }) => held >= MIN_UNITS);
  return pressed.slice(0, MAX_STOCK_ALARMS).map(({ variantId, title, slug, held, onHand, since }) => ({
    kind: "stock_held",
    id: `stock:${variantId}`,
    since,
    title,
    slug,
    percent: Math.floor((held / Math.max(onHand, 1)) * 100),
  }));
}
