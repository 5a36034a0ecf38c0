import "server-only";
import type { Difference } from "@/domain/reconciliation/differences";
import { pool } from "../../platform/db";
import { minuteOf } from "./minute-of";

const MAX_ROWS = 10_000;

/** Events that nobody has decided for five minutes. */
export async function checkInbox(): Promise<Difference[]> {
  const { rows } = await pool().query<{ id: string; orderId: string | null; records: string }>(
    `SELECT id, order_id AS "orderId",
            type || ' came on ' || ${minuteOf("received_at")} || '; tries: ' || attempts || coalesce('; ' || reason, '') AS records
       FROM stripe_events WHERE state = 'received' AND received_at < now() - interval '5 minutes'
      ORDER BY claimed_until LIMIT ${MAX_ROWS}`,
  );
  return rows.map(({ id, orderId, records }) => ({
    kind: "event_undecided" as const,
    subject: id,
    orderId,
    evidence: { records, stripe: "has sent it" },
    repair: { kind: "decide_event" as const, id },
  }));
}
