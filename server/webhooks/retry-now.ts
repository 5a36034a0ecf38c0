import "server-only";
import { pool } from "../platform/db";
import { notifyInbox } from "./notify-inbox";

/** Has the worker decide an event at its next look, whatever it was waiting for. */
export async function retryNow(eventId: string): Promise<void> {
  await pool().query("UPDATE stripe_events SET claimed_until = now() WHERE id = $1 AND state = 'received'", [
    eventId,
  ]);
  notifyInbox();
}
