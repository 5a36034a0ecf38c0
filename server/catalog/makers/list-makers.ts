import "server-only";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";

const MAX_SHOWN = 500;

/**
 * Names of manufacturers and responsible persons that were entered before, in their order.
 * @throws NotSignedInError, NotAllowedError
 */
export async function listMakers(): Promise<string[]> {
  await requireAdmin("catalog.write");
  // By hand: two columns as one list, each name once.
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT manufacturer AS name FROM products WHERE manufacturer <> ''
    UNION SELECT responsible FROM products WHERE responsible <> '' ORDER BY name LIMIT ${MAX_SHOWN}`;
  return rows.map(({ name }) => name);
}
