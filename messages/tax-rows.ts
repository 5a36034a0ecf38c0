import { formatMoney, money } from "@/domain/money";
import { percentText } from "@/domain/tax/rates";
import type { TaxSumView } from "@/domain/tax/views";
import type { Translate } from "./messages";

export type TaxRow = { label: string; amount: string | null };

/** Reasons that a shopper and an authority read on a receipt. */
const TOLD = ["reverse_charge", "intra_community_supply", "export"] as const;

/**
 * What a receipt says of the tax in its total: "of which VAT 23 %" with its amount, and why none is charged. Tax that is
 * added to the total is a row of that already.
 * @param sentence of an exempt small business
 */
export function taxRows(
  taxes: readonly TaxSumView[],
  { t, currency, locale, sentence }: { t: Translate; currency: string; locale: string; sentence: string },
): TaxRow[] {
  const rows = taxes
    .filter(({ included, taxMinor }) => included && taxMinor > 0n)
    .map(({ rateBp, taxMinor }) => ({
      label: t("site.tax.included", { percent: percentText(rateBp) }),
      amount: formatMoney(money(taxMinor, currency), locale),
    }));
  const told = TOLD.filter((reason) => taxes.some((tax) => tax.reason === reason)).map((reason) => ({
    label: t(`site.tax.${reason}`),
    amount: null,
  }));
  const exempt = taxes.some(({ reason }) => reason === "exempt_small_business") && sentence !== "";
  return [...rows, ...told, ...(exempt ? [{ label: sentence, amount: null }] : [])];
}

/** An adjustment by a tax: "VAT 23 %", or what comes off prices that contain one. */
export const taxName = (label: string | null, t: Translate): string =>
  label === null ? t("site.tax.off") : t("site.tax.added", { rate: label });
