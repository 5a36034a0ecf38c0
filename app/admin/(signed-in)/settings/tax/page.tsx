import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { env, shopLocale } from "@/server/platform/env";
import { getSettings } from "@/server/settings/get-settings";
import { getThreshold, tryTax } from "@/server/tax/get-tax";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { SettingsHistory } from "@/ui/admin/settings/settings-history";
import { TaxFields } from "@/ui/admin/settings/tax/tax-fields";
import { ThresholdNotice } from "@/ui/admin/settings/tax/threshold-notice";
import { TryTax } from "@/ui/admin/settings/tax/try-tax";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { restore } from "../actions";
import { askVies, saveTax } from "./actions";
import { readTryQuery } from "./try-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.tax.title") };
}

type TaxProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** How VAT is reckoned, how far the shop is from the threshold, and what a cart would bear. */
export default async function TaxSettingsPage({ searchParams }: TaxProps) {
  await requireAdminOrRedirect("settings.write", "/admin/settings/tax");
  const t = await getTranslations();
  const { values, input } = readTryQuery(await searchParams);
  const [view, threshold, tried] = await Promise.all([
    getSettings("tax"),
    getThreshold(),
    input ? tryTax(input) : null,
  ]);
  const locale = shopLocale();
  return (
    <SettingsFrame title={t("admin.settings.tax.title")} sentence={t("admin.settings.tax.sentence")}>
      {threshold ? (
        <ThresholdNotice threshold={threshold} isHomeScheme={view.values.scheme === "home"} locale={locale} />
      ) : null}
      <p>
        <Link href="/admin/settings/tax/rates" className="link">
          {t("admin.settings.tax.rates.link")}
        </Link>
      </p>
      <SettingsForm
        seen={view.version}
        labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
        action={saveTax}
      >
        <TaxFields tax={view.values} />
      </SettingsForm>
      <Section id="try" title={t("admin.settings.tax.try.title")}>
        <TryTax
          values={values}
          tried={input ? (tried ?? "fault") : null}
          currency={env().SHOP_CURRENCY}
          locale={locale}
          askVies={view.values.isViesOn ? askVies : null}
        />
      </Section>
      <SettingsHistory {...view} subject="tax" locale={locale} now={new Date()} restore={restore} />
    </SettingsFrame>
  );
}
