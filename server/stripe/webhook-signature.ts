import "server-only";
import Stripe from "stripe";
import { z } from "zod";
import { env } from "../platform/env";

const TOLERANCE_SECONDS = 300;

/** What both of Stripe's forms of an event have: with a snapshot of its object, or thin, with its id alone. */
const Envelope = z.object({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  livemode: z.boolean().optional().catch(undefined),
  data: z.looseObject({ object: z.unknown() }).optional().catch(undefined),
  related_object: z.looseObject({ id: z.string() }).nullish().catch(undefined),
});

export type SignedEvent = {
  id: string;
  type: string;
  /** undefined where the event does not say. */
  livemode: boolean | undefined;
  /** Empty for an event about an object without an id, such as a balance. */
  objectId: string;
};

/**
 * Verifies a delivery with every configured secret (two while one is replaced).
 * The age is checked in both directions: the SDK accepts timestamps from the future.
 * @param body the bytes as they came, not parsed and written again
 * @returns the event, or null when no secret signed these bytes in the last five minutes, or they are no event
 */
export function verifyWebhook(body: string, header: string, now = Date.now()): SignedEvent | null {
  const signedAt = readTime(header);
  if (!(Math.abs(now / 1_000 - signedAt) <= TOLERANCE_SECONDS)) return null;
  return env().STRIPE_WEBHOOK_SECRET.some((secret) => isSignedWith(secret, body, header))
    ? readEnvelope(body)
    : null;
}

function isSignedWith(secret: string, body: string, header: string): boolean {
  try {
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, TOLERANCE_SECONDS) === true;
  } catch {
    // Besides its own error for a wrong signature, the SDK throws others for headers that it cannot read.
    return false;
  }
}

function readEnvelope(body: string): SignedEvent | null {
  const { data: event } = Envelope.safeParse(parseJson(body));
  if (!event) return null;
  const { id, type, livemode, data, related_object } = event;
  const objectId = z.looseObject({ id: z.string() }).safeParse(data?.object).data?.id;
  return { id, type, livemode, objectId: objectId ?? related_object?.id ?? "" };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Stripe names one time. Of two, the SDK takes the last, and its age is not the one that was checked here. */
function readTime(header: string): number {
  const [first, ...others] = header.matchAll(/(?:^|,)\s*t=([^,]*)/g);
  return others.length === 0 && /^[1-9]\d{0,11}$/.test(first?.[1] ?? "") ? Number(first?.[1]) : Number.NaN;
}
