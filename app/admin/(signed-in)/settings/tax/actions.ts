"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { countryName } from "@/domain/orders/address-lines";
import type { TaxFault } from "@/domain/settings/read-tax";
import { RATED_CLASSES } from "@/domain/tax/classes";
import { TAX_REGIONS } from "@/domain/tax/places";
import { readPercent } from "@/domain/tax/rates";
import { translator } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import { checkVatIdAgain } from "@/server/tax/check-vat-id";
import { confirmRates, setRate } from "@/server/tax/save-rates";
import { saveTaxSettings } from "@/server/tax/save-tax";
import type { FormState } from "@/ui/kit/form/form-state";
import { answerOf, refused } from "../answer";

const path = "/admin/settings/tax";
const ratesPath = `${path}/rates`;
const Typed = z.record(z.string().max(40), z.string().max(2_000));
const Seen = z.coerce.number().int().min(0).catch(0);

export const saveTax = adminAction(
  { permission: "settings.write", schema: Typed, path },
  async (typed): Promise<FormState> => {
    const answer = await saveTaxSettings(typed, Seen.parse(typed.seen));
    if ("fault" in answer) return refused(faultOf(answer.fault));
    revalidatePath("/admin", "layout");
    return answerOf(answer);
  },
);

function faultOf(fault: TaxFault): string {
  const locale = shopLocale();
  const places = fault.kind === "rates" ? fault.places.map((code) => countryName(code, locale)) : [];
  return translator(locale)(`admin.settings.tax.fault.${fault.kind}`, {
    places: new Intl.ListFormat(locale, { type: "conjunction" }).format(places),
  });
}

const Countries = z.object({ countries: z.string().regex(/^[A-Z]{2}(,[A-Z]{2}){0,40}$/) });

/** Takes rates that came with the shop into the table. */
export const confirm = adminAction(
  { permission: "settings.write", schema: Countries, path: ratesPath },
  async ({ countries }): Promise<FormState> => {
    const count = await confirmRates(countries.split(","));
    revalidatePath(path, "layout");
    return {
      kind: "done",
      message: translator(shopLocale())("admin.settings.tax.shipped.confirmed", { count }),
    };
  },
);

const Rate = z.object({
  country: z.string().trim().toUpperCase().max(20),
  region: z.enum(["", ...TAX_REGIONS]),
  taxClass: z.enum(RATED_CLASSES),
  rate: z.string().max(20),
  since: z.string().max(20),
});

/** Gives a class of a country another rate from a day on. */
export const changeRate = adminAction(
  { permission: "settings.write", schema: Rate, path: ratesPath },
  async ({ country, rate, since, ...change }): Promise<FormState> => {
    const t = translator(shopLocale());
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    if (!/^[A-Z]{2}$/.test(country) || names.of(country) === undefined)
      return refused(t("admin.settings.tax.rates.faultCountry"));
    const rateBp = rate.trim() === "" ? null : readPercent(rate);
    if (rateBp === null && rate.trim() !== "") return refused(t("admin.settings.tax.rates.faultRate"));
    if (!z.iso.date().safeParse(since).success || since < "2000-01-01" || since > "2100-01-01")
      return refused(t("admin.settings.tax.rates.faultSince"));
    const answer = await setRate({ country, rateBp, since, ...change });
    revalidatePath(path, "layout");
    return answerOf({ kind: answer });
  },
);

const Asked = z.object({ vatId: z.string().max(40) });

/** Asks VIES about a VAT id now, whatever is known of it. */
export const askVies = adminAction(
  { permission: "settings.write", schema: Asked, path },
  async ({ vatId }): Promise<FormState> => {
    const t = translator(shopLocale());
    const answer = await checkVatIdAgain(vatId);
    if ("fault" in answer) return refused(t(`admin.tax.vatIdFault.${answer.fault}`));
    revalidatePath(path);
    if (answer.state !== "valid") return refused(t(`admin.tax.viesAnswer.${answer.state}`));
    return { kind: "done", message: t("admin.tax.viesAnswer.valid") };
  },
);
