import "server-only";
import { type Tx, transaction } from "../../platform/db";

/**
 * Runs a statement that sums what thousands of products have. PostgreSQL would compile it first, which takes several times
 * what it saves.
 */
export function withoutJit<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('jit', 'off', true)`;
    return work(tx);
  });
}
