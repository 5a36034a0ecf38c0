import "server-only";
import type { RatedClass } from "@/domain/tax/classes";
import type { TaxRate } from "@/domain/tax/rates";
import { db, type Tx } from "../platform/db";

/** The table of rates, or its rows of some countries: those that held, hold and will hold. */
export async function readRates(
  countries: string[] | null = null,
  reader: Pick<Tx, "taxRate"> = db(),
): Promise<TaxRate[]> {
  const rows = await reader.taxRate.findMany({
    ...(countries === null ? {} : { where: { country: { in: countries } } }),
    orderBy: [{ country: "asc" }, { region: "asc" }, { since: "asc" }],
  });
  return rows.map(({ country, region, taxClass, rateBp, since, until }) => ({
    ...{ country, region, rateBp },
    // A CHECK holds it.
    taxClass: taxClass as RatedClass,
    since: dayText(since),
    until: until && dayText(until),
  }));
}

/** A DATE, which Prisma gives as the midnight of UTC. */
export const dayText = (day: Date): string => day.toISOString().slice(0, 10);
export const dayOf = (text: string): Date => new Date(`${text}T00:00:00Z`);
