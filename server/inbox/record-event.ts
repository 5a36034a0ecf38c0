import "server-only";
import { crashPoint } from "../crash-point";
import { pool } from "../db";
import type { SignedEvent } from "../stripe/webhook-signature";
import { ringInbox } from "./ring-inbox";

/**
 * Stores an event once. One plain INSERT: the row is the job.
 * @throws when the database did not store it; Stripe must then be told to send it again
 */
export async function recordEvent(event: SignedEvent, body: string): Promise<void> {
  crashPoint("webhook:before_insert");
  await pool().query({
    name: "record-event",
    text: `INSERT INTO stripe_events (id, type, object_id, livemode, payload)
           VALUES ($1, $2, $3, $4, $5::jsonb) ON CONFLICT (id) DO NOTHING`,
    values: [event.id, event.type, objectIdOf(event), event.livemode, body],
  });
  crashPoint("webhook:stored");
  ringInbox();
}

/** Some events are about an object without an id, such as a balance. */
function objectIdOf({ data }: SignedEvent): string {
  const { id } = data.object as { id?: unknown };
  return typeof id === "string" ? id : "";
}
