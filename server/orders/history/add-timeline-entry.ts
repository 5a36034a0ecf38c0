import "server-only";
import type { Sql } from "../../platform/db";

/** Who rang, and with what: an event's id, an admin's name. */
export type Cause = {
  cause: "shopper" | "event" | "return_page" | "sweep" | "admin";
  causeRef?: string;
};

/** Writes what happened to an order and why, in the transaction that did it. */
export async function addTimelineEntry(sql: Sql, orderId: string, by: Cause, what: string): Promise<void> {
  await sql.query({
    name: "add-timeline-entry",
    text: "INSERT INTO timeline_entries (order_id, cause, cause_ref, what) VALUES ($1, $2, $3, $4)",
    values: [orderId, by.cause, by.causeRef ?? null, what],
  });
}
