import "server-only";
import { pool } from "../db";

/**
 * Events that were given up because the books did not know their order are tried again when they do: after a
 * backup was played back, for example. @returns how many
 */
export async function reviveEvents(): Promise<number> {
  const { rowCount } = await pool().query(
    `UPDATE stripe_events e SET state = 'received', attempts = 0, claimed_until = now(), decided_at = NULL
      WHERE e.state = 'dead' AND e.reason = 'unknown order'
        AND EXISTS (SELECT 1 FROM orders o WHERE o.id::text = e.payload #>> '{data,object,metadata,order}')`,
  );
  return rowCount ?? 0;
}
