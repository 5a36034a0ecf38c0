import "server-only";
import { parseTypedMoney } from "@/domain/money";
import type { TaxSettings } from "@/domain/settings/tax";
import type { RatedClass, TaxClass } from "@/domain/tax/classes";
import { EU_COUNTRIES, homeOf, placeOf } from "@/domain/tax/places";
import { taxOf } from "@/domain/tax/tax-of";
import { thresholdState } from "@/domain/tax/threshold";
import { vatPrefixOf } from "@/domain/tax/treatment";
import { readVatId } from "@/domain/tax/vat-id";
import type { TaxRateView, ThresholdView, TriedTaxView } from "@/domain/tax/views";
import { requireAdmin } from "../accounts/session";
import { db } from "../platform/db";
import { env, shopTimeZone } from "../platform/env";
import { settings } from "../platform/settings/settings";
import { buyerOf } from "./check-vat-id";
import { dayText, readRates } from "./rates";

/** The table of rates with who changed each. */
export async function listTaxRates(): Promise<TaxRateView[]> {
  await requireAdmin("settings.write");
  const rows = await db().taxRate.findMany({
    orderBy: [{ country: "asc" }, { region: "asc" }, { taxClass: "asc" }, { since: "desc" }],
  });
  return rows.map(({ id: _, taxClass, since, until, ...row }) => ({
    ...row,
    taxClass: taxClass as RatedClass,
    since: dayText(since),
    until: until && dayText(until),
  }));
}

/**
 * What was sold to private persons in other member states this year, without VAT where it is known; what was refunded is
 * not in it. Null for a shop that is not at home in the EU's VAT territory: the threshold is not for it.
 */
export async function getThreshold(): Promise<ThresholdView | null> {
  await requireAdmin("settings.write");
  const home = homeOf(settings("tax").homeCountry);
  if (!home.isEu) return null;
  const { SHOP_CURRENCY: currency } = env();
  const year = Number(taxDay().slice(0, 4));
  // By hand: sums of a year's orders by where they went, in one pass.
  const rows = await db().$queryRaw<{ country: string; postcode: string; minor: bigint; orders: number }[]>`
    SELECT shipping_address->>'country' AS country, coalesce(shipping_address->>'postalCode', '') AS postcode,
           sum(captured_minor - refunded_minor)::bigint AS minor, count(*)::int AS orders
      FROM orders
     WHERE paid_at >= make_timestamptz(${year}::int, 1, 1, 0, 0, 0, ${shopTimeZone()})
       AND currency = ${currency} AND captured_minor > refunded_minor
       AND shipping_address->>'country' = ANY (${[...EU_COUNTRIES, "MC", "GB"]}::text[])
     GROUP BY 1, 2`;
  const abroad = rows.filter(({ country, postcode }) => {
    const place = placeOf({ country, postalCode: postcode, region: "" });
    return place.isEu && place.country !== home.country;
  });
  const sumMinor = abroad.reduce((sum, { minor }) => sum + minor, 0n);
  const orders = abroad.reduce((sum, one) => sum + one.orders, 0);
  return { year, sumMinor, orders, currency, state: thresholdState(sumMinor, currency) };
}

export type TriedInput = {
  amount: string;
  taxClass: TaxClass;
  shipping: string;
  country: string;
  postalCode: string;
  vatId: string;
};

/** What a cart would bear with the settings as they are, whether the shop's tax is on or not. Null: an amount is none. */
export async function tryTax(input: TriedInput): Promise<TriedTaxView | null> {
  await requireAdmin("settings.write");
  const { SHOP_CURRENCY: currency } = env();
  const [amountMinor, shippingMinor] = [
    amountOf(input.amount, currency),
    amountOf(input.shipping || "0", currency),
  ];
  if (amountMinor === null || shippingMinor === null) return null;
  const now: TaxSettings = { ...settings("tax"), isOn: true };
  const { check, ...buyer } = await buyerOf(input.vatId, now);
  const lines = taxOf({
    ...{ currency, shippingMinor, buyer, settings: now, date: taxDay() },
    lines: [{ key: "goods", taxClass: input.taxClass, amountMinor }],
    destination: { country: input.country, postalCode: input.postalCode, region: "" },
    rates: await readRates(),
  });
  const id = input.vatId.trim() === "" ? null : readVatId(input.vatId, vatPrefixOf(homeOf(now.homeCountry)));
  return {
    lines,
    totalMinor: lines.reduce(
      (sum, { taxMinor, included, offMinor }) => sum + (included ? 0n : taxMinor) - offMinor,
      amountMinor + shippingMinor,
    ),
    vatId: {
      state: buyer.vatIdState,
      fault: id && "fault" in id ? id.fault : null,
      consultation: check?.consultation ?? null,
    },
  };
}

/** The day of the shop's time zone on which rates are looked up: "2026-11-30". */
export const taxDay = (): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: shopTimeZone() }).format(new Date());

function amountOf(typed: string, currency: string): bigint | null {
  try {
    const { amountMinor } = parseTypedMoney(typed, currency);
    return amountMinor > 99_999_999n ? null : amountMinor;
  } catch {
    return null;
  }
}
