import "server-only";
import { db, Prisma } from "../../platform/db";

// Stripe allows 100 requests a second, all of a shop's together, and anyone may open a link again and again.
const ONCE_IN_SECONDS = 10;

const ASKED_AT = {
  return_link: Prisma.raw("return_asked_at"),
  checkout_page: Prisma.raw("checkout_asked_at"),
};

/**
 * Whether a visitor's request may ask Stripe about an order now: the first of ten seconds, of all processes, and only
 * while a payment may still come. Each of the two ways has its own turns, so that a shopper who pays within ten
 * seconds is seen at the return.
 */
export async function mayAskStripe(orderId: string, asker: keyof typeof ASKED_AT): Promise<boolean> {
  const askedAt = ASKED_AT[asker];
  // By hand: one conditional update by the database's clock, of which one of many at once succeeds.
  const moved = await db().$executeRaw`
    UPDATE orders SET ${askedAt} = now()
     WHERE id = ${orderId}::uuid AND payment_state IN ('awaiting_payment', 'processing', 'authorized')
       AND (${askedAt} IS NULL OR ${askedAt} <= now() - make_interval(secs => ${ONCE_IN_SECONDS}))`;
  return moved === 1;
}
