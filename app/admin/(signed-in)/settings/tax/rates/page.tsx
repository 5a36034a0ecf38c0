import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RATED_CLASSES } from "@/domain/tax/classes";
import { SHIPPED_RATES } from "@/domain/tax/shipped-rates";
import { shopLocale } from "@/server/platform/env";
import { listTaxRates, taxDay } from "@/server/tax/get-tax";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { RateForm } from "@/ui/admin/settings/tax/rate-form";
import { RateList } from "@/ui/admin/settings/tax/rate-list";
import { ShippedList } from "@/ui/admin/settings/tax/shipped-list";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";
import { changeRate, confirm } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.tax.rates.title") };
}

/** The table of rates: what was confirmed, what came with the shop, and a way to change each. */
export default async function TaxRatesPage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings/tax/rates");
  const rates = await listTaxRates();
  const t = await getTranslations();
  const known = new Set(rates.map(({ country }) => country));
  return (
    <>
      <BackLink href="/admin/settings/tax">{t("admin.settings.tax.title")}</BackLink>
      <AdminTitle>{t("admin.settings.tax.rates.title")}</AdminTitle>
      <p className="mt-2 max-w-prose text-ink-soft">{t("admin.settings.tax.rates.sentence")}</p>
      <div className="mt-6 grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-8">
        <Section title={t("admin.settings.tax.rates.present")}>
          <RateList rates={rates} today={taxDay()} locale={shopLocale()} now={new Date()} />
        </Section>
        <Section title={t("admin.settings.tax.rates.change")}>
          <RateForm
            key={rates.length}
            regions={["" as const, "madeira" as const, "azores" as const].map((value) => ({
              value,
              name: t(`admin.tax.region.${value || "whole"}`),
            }))}
            classes={RATED_CLASSES.map((value) => ({ value, name: t(`admin.tax.class.${value}`) }))}
            today={taxDay()}
            labels={{
              country: t("admin.settings.tax.rates.country"),
              region: t("admin.settings.tax.rates.region"),
              taxClass: t("admin.settings.tax.try.taxClass"),
              rate: t("admin.settings.tax.rates.percent"),
              rateHint: t("admin.settings.tax.rates.percentHint"),
              since: t("admin.settings.tax.rates.from"),
              sinceHint: t("admin.settings.tax.rates.fromHint"),
              submit: t("admin.settings.tax.rates.submit"),
              saving: t("admin.settings.saving"),
            }}
            action={changeRate}
          />
        </Section>
        <Section title={t("admin.settings.tax.shipped.title")}>
          <ShippedList
            shipped={SHIPPED_RATES.filter(({ country }) => !known.has(country))}
            locale={shopLocale()}
            confirm={confirm}
          />
        </Section>
      </div>
    </>
  );
}
