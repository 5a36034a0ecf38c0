import "server-only";
import { db } from "../../platform/db";

/**
 * Takes the mail about a parcel out of its hold: sending cannot be undone from now on. Safe to repeat.
 * @returns false for a parcel that was undone: there is nothing to tell
 */
export async function claimParcelMail(parcelId: string): Promise<boolean> {
  // By hand, for the database's clock.
  const count = await db().$executeRaw`
    UPDATE fulfillments SET told_at = coalesce(told_at, now()) WHERE id = ${parcelId}::uuid AND state <> 'undone'`;
  return count === 1;
}
