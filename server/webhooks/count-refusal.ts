import "server-only";
import { pool } from "../platform/db";
import { log } from "../platform/log";

// Anybody may send nonsense: however much comes, the database hears of it this often from each process.
const FLUSH_MS = 5_000;

let waiting = 0;
let isFlushing = false;

/**
 * Counts a delivery that no secret of ours has signed. Nothing of it is kept: the count alone tells, beside a
 * silence of events, that the secret may be wrong.
 */
export function countRefusal(): void {
  waiting += 1;
  if (isFlushing) return;
  isFlushing = true;
  setTimeout(() => void flush(), FLUSH_MS).unref();
}

async function flush(): Promise<void> {
  const count = waiting;
  waiting = 0;
  isFlushing = false;
  try {
    await pool().query(
      `INSERT INTO webhook_refusals AS r (day, count, last_at) VALUES (current_date, $1, now())
       ON CONFLICT (day) DO UPDATE SET count = r.count + excluded.count, last_at = now()`,
      [count],
    );
  } catch (error) {
    log.warn({ err: error, count }, "refused deliveries could not be counted");
  }
}
