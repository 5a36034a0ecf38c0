import "server-only";
import type { RatedClass } from "@/domain/tax/classes";
import { rowsOf, SHIPPED_RATES } from "@/domain/tax/shipped-rates";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { type Tx, transaction } from "../platform/db";
import { dayOf, dayText } from "./rates";

/**
 * Puts the rates that came with the shop into the table, for countries that the merchant compared with their source. A class
 * that the table already has is left as it is.
 * @returns how many rates are new
 */
export async function confirmRates(countries: string[]): Promise<number> {
  const admin = await requireAdmin("settings.write");
  const rates = SHIPPED_RATES.filter(({ country }) => countries.includes(country)).flatMap(rowsOf);
  return transaction(async (tx) => {
    await lockRates(tx);
    const known = await tx.taxRate.findMany({ where: { country: { in: countries } } });
    const missing = rates.filter(
      ({ country, region, taxClass }) =>
        !known.some((row) => row.country === country && row.region === region && row.taxClass === taxClass),
    );
    if (missing.length === 0) return 0;
    await tx.taxRate.createMany({
      data: missing.map((rate) => ({
        ...rate,
        since: dayOf(rate.since),
        until: null,
        changedBy: admin.email,
      })),
    });
    const confirmed = [...new Set(missing.map(({ country }) => country))].join(", ");
    await audit(tx, { by: admin, action: "tax_rates_confirmed", after: { countries: confirmed } });
    return missing.length;
  });
}

export type RateChange = {
  country: string;
  region: string;
  taxClass: RatedClass;
  /** null: the country has no such class from that day on. */
  rateBp: number | null;
  /** "2027-01-01" */
  since: string;
};

/**
 * From a day on a class has another rate. What held before ends on that day and stays in the table; changes that were planned
 * for that day or later are given up.
 */
export async function setRate({
  country,
  region,
  taxClass,
  rateBp,
  since,
}: RateChange): Promise<"saved" | "unchanged"> {
  const admin = await requireAdmin("settings.write");
  const day = dayOf(since);
  return transaction(async (tx) => {
    await lockRates(tx);
    const where = { country, region, taxClass };
    const rows = await tx.taxRate.findMany({ where, orderBy: { since: "asc" } });
    const holds = rows.find((row) => row.since <= day && (row.until === null || day < row.until));
    if ((holds?.rateBp ?? null) === rateBp && (holds?.until ?? null) === null) return "unchanged";
    const changed = { changedAt: new Date(), changedBy: admin.email };
    await tx.taxRate.deleteMany({ where: { ...where, since: { gte: day } } });
    await tx.taxRate.updateMany({
      where: { ...where, since: { lt: day }, OR: [{ until: null }, { until: { gt: day } }] },
      data: { until: day, ...changed },
    });
    if (rateBp !== null) await tx.taxRate.create({ data: { ...where, rateBp, since: day, ...changed } });
    await audit(tx, {
      by: admin,
      action: "tax_rate_changed",
      object: `tax_rate:${[country, region, taxClass].filter(Boolean).join(":")}`,
      before: { rateBp: holds?.rateBp ?? null, since: holds ? dayText(holds.since) : null },
      after: { rateBp, since },
    });
    return "saved";
  });
}

/** Two admins who change rates wait for one another. By hand: a lock. */
async function lockRates(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('tax_rates'))`;
}
