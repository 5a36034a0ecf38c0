import { getTranslations } from "next-intl/server";
import { decimalText, money, parseTypedMoney } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import { flatRates } from "@/domain/shipping/one-zone";
import { tryDiscount } from "@/server/discounts/admin/try-discount";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { countriesShippedTo } from "@/server/settings/shipping-shop";
import { TRIED_ROWS, TryCart, type TryQuery } from "@/ui/admin/discounts/try-cart";
import { Section } from "@/ui/kit/table/section";

type TryingProps = {
  id: string;
  path: string;
  query: Record<string, string | string[] | undefined>;
  currency: string;
};

/** A cart to try the discount with, and what came of it. */
export async function Trying({ id, path, query, currency }: TryingProps) {
  const t = await getTranslations();
  const locale = shopLocale();
  const countries = countriesShippedTo();
  const [rate] = flatRates(settings("shipping").zones);
  const usual = rate ? decimalText(money(rate.amountMinor, currency)) : "";
  const typed = readQuery(query, usual);
  const rows = typed.words.flatMap((words, index) => {
    const quantity = Number(/^[1-9]\d?$/.test(typed.units[index] ?? "") ? typed.units[index] : 1);
    return words.trim() === "" ? [] : [{ words, quantity }];
  });
  const country = countries.includes(typed.country) ? typed.country : null;
  return (
    <Section title={t("admin.discounts.try.title")} id="try">
      <p className="mb-3 text-ink-soft">{t("admin.discounts.try.sentence")}</p>
      <TryCart
        path={path}
        query={typed}
        countries={countries.map((code) => ({ code, name: countryName(code, locale) }))}
        tried={
          rows.length === 0 ? null : await tryDiscount(id, rows, country, amountOf(typed.shipping, currency))
        }
        {...{ currency, locale, now: new Date() }}
      />
    </Section>
  );
}

function readQuery(query: TryingProps["query"], usualShipping: string): TryQuery {
  const at = (name: string) => {
    const value = query[name];
    return typeof value === "string" ? value.slice(0, 200) : "";
  };
  const numbers = Array.from({ length: TRIED_ROWS }, (_, index) => index);
  return {
    words: numbers.map((index) => at(`p${index}`)),
    units: numbers.map((index) => at(`n${index}`)),
    country: at("country"),
    shipping: query.shipping === undefined ? usualShipping : at("shipping"),
  };
}

function amountOf(typed: string, currency: string): bigint {
  try {
    return parseTypedMoney(typed, currency).amountMinor;
  } catch {
    return 0n;
  }
}
