import "server-only";
import { findCarrier, readCarrier } from "@/domain/fulfillment/carriers";
import {
  type CarrierFault,
  faultOfCarrier,
  MAX_OWN_CARRIERS,
  type OwnCarrier,
  readTyped,
} from "@/domain/fulfillment/own-carriers";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { db, type Tx, transaction } from "../../platform/db";

export type CarrierInput = { name: string; link: string; form: string };

/** The carriers that the shop added, by name; the archived ones too, for parcels that they have. */
export const listOwnCarriers = (): Promise<OwnCarrier[]> => readAll(db());

/** A carrier's code as it is kept; null for what names none. */
export const knownCarrier = async (code: string | null): Promise<string | null> =>
  readCarrier(code, await listOwnCarriers())?.code ?? null;

/** Adds a carrier, or changes what one is called, where it leads and how its numbers look. */
export async function saveCarrier(id: string | null, typed: CarrierInput): Promise<CarrierFault | "saved"> {
  const admin = await requireAdmin("settings.write");
  const data = readTyped(typed);
  const fault = faultOfCarrier(data);
  if (fault) return fault;
  if (id !== null && !isUuid(id)) return "gone";
  return transaction(async (tx) => {
    const all = await lockCarriers(tx);
    const others = all.filter(({ code }) => code !== id).map((one) => ({ ...one, isArchived: false }));
    if (findCarrier(data.name, others) !== null) return "name_taken";
    if (id === null) {
      if (all.length >= MAX_OWN_CARRIERS) return "too_many";
      const made = await tx.carrier.create({ data, select: { id: true } });
      await audit(tx, { by: admin, action: "carrier_added", object: `carrier:${made.id}`, after: data });
      return "saved";
    }
    const former = all.find(({ code }) => code === id);
    if (!former) return "gone";
    const before = { name: former.name, link: former.link, form: former.form };
    if (JSON.stringify(before) === JSON.stringify(data)) return "saved";
    await tx.carrier.update({ where: { id }, data });
    await audit(tx, { by: admin, action: "carrier_changed", object: `carrier:${id}`, before, after: data });
    return "saved";
  });
}

/** Offers it no more, or again. Any number of times. */
export async function archiveCarrier(id: string, isArchived: boolean): Promise<void> {
  const admin = await requireAdmin("settings.write");
  if (!isUuid(id)) return;
  await transaction(async (tx) => {
    const { count } = await tx.carrier.updateMany({
      where: { id, archivedAt: isArchived ? null : { not: null } },
      data: { archivedAt: isArchived ? new Date() : null },
    });
    const action = isArchived ? "carrier_archived" : "carrier_restored";
    if (count > 0) await audit(tx, { by: admin, action, object: `carrier:${id}` });
  });
}

/** One at a time adds or renames: no name is there twice. By hand: a lock. */
async function lockCarriers(tx: Tx): Promise<OwnCarrier[]> {
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('carriers'))) locked`;
  return readAll(tx);
}

async function readAll(reader: Pick<Tx, "carrier">): Promise<OwnCarrier[]> {
  const rows = await reader.carrier.findMany({ orderBy: { name: "asc" } });
  return rows.map(({ id, name, link, form, archivedAt }) => ({
    ...{ code: id, name, link, form },
    isArchived: archivedAt !== null,
  }));
}
