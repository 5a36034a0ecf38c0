import "server-only";
import { pool } from "../platform/db";

const NAMED = "e.payload #>> '{data,object,metadata,order}'";

/**
 * Events that were given up because the records did not know their order are tried again when they do: after a
 * backup was played back, for example. @returns how many
 */
export async function reviveEvents(): Promise<number> {
  // Compared as a uuid, or each minute every order would be read for one event that was given up.
  const { rowCount } = await pool().query(
    `UPDATE stripe_events e SET state = 'received', attempts = 0, claimed_until = now(), decided_at = NULL
      WHERE e.state = 'dead' AND e.reason = 'unknown order'
        AND EXISTS (SELECT 1 FROM orders o WHERE o.id = CASE WHEN pg_input_is_valid(${NAMED}, 'uuid') THEN (${NAMED})::uuid END)`,
  );
  return rowCount ?? 0;
}
