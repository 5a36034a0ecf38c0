import "server-only";
import { checkPages, type PageCheck } from "@/domain/content/check-pages";
import type { StartedKind } from "@/domain/content/page";
import { formatMoney, money } from "@/domain/money";
import { flatRates } from "@/domain/shipping/one-zone";
import { languageOf } from "@/messages/direction";
import { translator } from "@/messages/messages";
import { type StarterFacts, starterOf } from "@/messages/starters/starters";
import { requireAdmin } from "../../accounts/session";
import { env, shopLocale } from "../../platform/env";
import { settings } from "../../platform/settings/settings";
import { countriesShippedTo } from "../../settings/shipping-shop";
import { listPages } from "./list-pages";
import { type MadePage, makePage } from "./make-page";

/** A draft with a text to begin with. */
export async function startPage(kind: StartedKind): Promise<MadePage> {
  await requireAdmin("content.write");
  const { slug, title, body } = starterOf(kind, starterFacts());
  return makePage(kind, { title, body, searchTitle: "", searchText: "" }, slug);
}

/** Which pages the shop lacks for the countries that it ships to. */
export async function getPageCheck(): Promise<PageCheck[]> {
  await requireAdmin("content.write");
  const pages = (await listPages()).map(({ kind, state, unfilled }) => ({
    ...{ kind, unfilled, isPublished: state !== "draft" },
  }));
  return checkPages(pages, countriesShippedTo());
}

function starterFacts(): StarterFacts {
  const { SHOP_ORIGIN, SHOP_CURRENCY } = env();
  const { name: shop, email, phone, address } = settings("shop");
  const { zones, withdrawalDays } = settings("shipping");
  const countries = countriesShippedTo();
  const locale = shopLocale();
  const t = translator(locale);
  const names = new Intl.DisplayNames(languageOf(locale), { type: "region" });
  const rateLines = flatRates(zones).map(({ name, amountMinor, days: [from, to] }) =>
    t("admin.pages.starter.rate", {
      ...{ name, from, to, price: formatMoney(money(amountMinor, SHOP_CURRENCY), locale) },
    }),
  );
  return {
    ...{ shop, site: new URL(SHOP_ORIGIN).host, days: String(withdrawalDays) },
    countries: new Intl.ListFormat(languageOf(locale)).format(
      countries.map((code) => names.of(code) ?? code),
    ),
    rates: rateLines.map((rate) => `- ${rate}`).join("\n"),
    ...{ email, phone, address: address.split("\n").join(", ") },
  };
}
