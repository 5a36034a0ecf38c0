import "server-only";
import type { Tx } from "../../platform/db";
import type { ProductChange } from "../write/product-draft";

type Known = { address: string; contact: string };

/** A maker that is named alone, and was entered with its addresses before, brings them along. */
export async function withKnownMakers(tx: Tx, change: ProductChange): Promise<ProductChange> {
  const { manufacturer, responsible } = change;
  const known = { ...change };
  if (manufacturer && !change.manufacturerAddress && !change.manufacturerContact) {
    const found = await findKnown(tx, manufacturer, change.id);
    if (found)
      Object.assign(known, { manufacturerAddress: found.address, manufacturerContact: found.contact });
  }
  if (responsible && !change.responsibleAddress && !change.responsibleContact) {
    const found = await findKnown(tx, responsible, change.id);
    if (found) Object.assign(known, { responsibleAddress: found.address, responsibleContact: found.contact });
  }
  return known;
}

// By hand: one statement for both roles, each by its index. The product itself is no source: what is cleared there is gone.
async function findKnown(tx: Tx, name: string, id: string | undefined): Promise<Known | undefined> {
  const [found] = await tx.$queryRaw<Known[]>`
    SELECT address, contact FROM (
      SELECT id, updated_at, manufacturer_address AS address, manufacturer_contact AS contact
        FROM products WHERE manufacturer = ${name} AND manufacturer <> ''
      UNION ALL
      SELECT id, updated_at, responsible_address, responsible_contact
        FROM products WHERE responsible = ${name} AND responsible <> '') AS makers
     WHERE address || contact <> '' AND (${id ?? null}::uuid IS NULL OR id <> ${id ?? null}::uuid)
     ORDER BY updated_at DESC, id LIMIT 1`;
  return found;
}
