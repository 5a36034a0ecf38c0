import "server-only";
import type { TaxSettings } from "@/domain/settings/tax";
import { homeOf } from "@/domain/tax/places";
import { type Buyer, NO_BUSINESS, vatPrefixOf } from "@/domain/tax/treatment";
import { plainVatId, readVatId, type VatId, type VatIdFault } from "@/domain/tax/vat-id";
import { requireAdmin } from "../accounts/session";
import { db, type Tx } from "../platform/db";
import { settings } from "../platform/settings/settings";
import { askVies } from "./vies";

/** An answer of VIES holds for a sale of the same day and the next. */
const VALID_HOURS = 24;
const INVALID_MINUTES = 10;
const UNAVAILABLE_MINUTES = 1;
// More in a minute come from no shopper; VIES would refuse the shop for all.
const MAX_A_MINUTE = 30;

export type VatIdCheck = {
  vatId: string;
  state: "valid" | "invalid" | "unavailable";
  consultation: string | null;
  checkedAt: Date;
};

/** `off`: the shop does not ask VIES, so that a VAT id changes nothing. */
export type VatIdAnswer = VatIdCheck | { fault: VatIdFault | "off" };

/**
 * Asks VIES about a VAT id that a shopper typed, unless it just did, and stores what it said. Waits for the network: never in
 * a transaction.
 * @param isRepeated asks again, whatever is known
 */
export async function checkVatId(typed: string, isRepeated = false): Promise<VatIdAnswer> {
  const { isViesOn, vatId: own, homeCountry } = settings("tax");
  const id = readVatId(typed, vatPrefixOf(homeOf(homeCountry)));
  if ("fault" in id) return id;
  if (!isViesOn) return { fault: "off" };
  const vatId = id.prefix + id.number;
  const known = isRepeated ? null : await newestCheck(vatId);
  if (known) return known;
  const recent = await db().vatIdCheck.count({ where: { checkedAt: { gt: new Date(Date.now() - 60_000) } } });
  if (recent >= MAX_A_MINUTE)
    return { vatId, state: "unavailable", consultation: null, checkedAt: new Date() };
  const answer = await askVies(id, requesterOf(own));
  return db()
    .vatIdCheck.create({
      data: { vatId, requester: own, ...answer },
      select: { vatId: true, consultation: true, checkedAt: true },
    })
    .then((row) => ({ ...row, state: answer.state }));
}

/** The same for an admin who wants to know it as of now. */
export async function checkVatIdAgain(typed: string): Promise<VatIdAnswer> {
  await requireAdmin("settings.write");
  return checkVatId(typed, true);
}

/** What is known of a typed VAT id without asking: only a valid one, checked lately, frees a sale of VAT. */
export async function buyerOf(
  typed: string,
  { isViesOn, homeCountry }: Pick<TaxSettings, "isViesOn" | "homeCountry">,
  reader: Pick<Tx, "vatIdCheck"> = db(),
): Promise<Buyer & { check: VatIdCheck | null }> {
  const id = typed.trim() === "" ? null : readVatId(typed, vatPrefixOf(homeOf(homeCountry)));
  if (id === null) return { ...NO_BUSINESS, check: null };
  if ("fault" in id) return { vatIdState: "invalid", vatIdCountry: "", check: null };
  const check = isViesOn ? await newestCheck(id.prefix + id.number, reader) : null;
  const state = check?.state ?? "unavailable";
  return { vatIdState: state === "unavailable" ? "unchecked" : state, vatIdCountry: id.prefix, check };
}

/** The newest answer as long as it counts. */
async function newestCheck(vatId: string, reader: Pick<Tx, "vatIdCheck"> = db()): Promise<VatIdCheck | null> {
  const row = await reader.vatIdCheck.findFirst({
    where: { vatId },
    orderBy: { checkedAt: "desc" },
    select: { vatId: true, state: true, consultation: true, checkedAt: true },
  });
  if (!row) return null;
  // A CHECK holds it.
  const state = row.state as VatIdCheck["state"];
  const minutes = { valid: VALID_HOURS * 60, invalid: INVALID_MINUTES, unavailable: UNAVAILABLE_MINUTES }[
    state
  ];
  return Date.now() - row.checkedAt.getTime() < minutes * 60_000 ? { ...row, state } : null;
}

function requesterOf(own: string): VatId | null {
  const plain = plainVatId(own);
  return plain === "" ? null : { prefix: plain.slice(0, 2), number: plain.slice(2) };
}
