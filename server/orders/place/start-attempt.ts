import "server-only";
import { pool } from "../../platform/db";

/** Notes that another payment page will be asked for, under a new key; of several that find out, one counts. */
export async function startAttempt(orderId: string, after: number): Promise<void> {
  await pool().query("UPDATE orders SET attempt = attempt + 1 WHERE id = $1 AND attempt = $2", [
    orderId,
    after,
  ]);
}
