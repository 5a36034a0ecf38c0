import "server-only";
import Stripe from "stripe";
import { env } from "../env";

const TOLERANCE_SECONDS = 300;

export type SignedEvent = Stripe.Event;

/**
 * Verifies a delivery with every configured secret (two while one is replaced).
 * The age is checked in both directions: the SDK accepts timestamps from the future.
 * @param body the bytes as they came, not parsed and written again
 * @returns the event, or null when no secret signed these bytes in the last five minutes
 */
export function verifyWebhook(body: string, header: string, now = Date.now()): SignedEvent | null {
  const signedAt = readTime(header);
  if (!(Math.abs(now / 1_000 - signedAt) <= TOLERANCE_SECONDS)) return null;
  for (const secret of env().STRIPE_WEBHOOK_SECRET) {
    try {
      return Stripe.webhooks.constructEvent(body, header, secret, TOLERANCE_SECONDS);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    }
  }
  return null;
}

/** Stripe names one time. Of two, the SDK takes the last, and its age is not the one that was checked here. */
function readTime(header: string): number {
  const [first, ...others] = header.matchAll(/(?:^|,)\s*t=([^,]*)/g);
  return others.length === 0 && /^[1-9]\d{0,11}$/.test(first?.[1] ?? "") ? Number(first?.[1]) : Number.NaN;
}
