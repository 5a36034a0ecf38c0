import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import type { OrderView } from "@/domain/orders/views";
import { TaxLines } from "@/ui/admin/settings/tax/tax-lines";
import { PressForm } from "@/ui/kit/form/press-form";
import { Moment } from "@/ui/kit/moment";
import { Facts, Section } from "@/ui/kit/table/section";
import { checkAgain } from "./actions";

type TaxesProps = { order: OrderView; admin: Admin; locale: string; now: Date };

/** The tax of the order by rate, and who bought as a business with the proof of their VAT id. */
export function Taxes({ order: { id, taxes, buyer, totals }, admin, locale, now }: TaxesProps) {
  const t = useTranslations();
  if (taxes.length === 0 && buyer === null) return null;
  return (
    <Section title={t("admin.tax.title")} className="print:hidden">
      <TaxLines
        lines={taxes.map((tax) => ({
          ...tax,
          key: [tax.country, tax.region, tax.rateBp, tax.reason, tax.included].join(":"),
        }))}
        currency={totals.subtotal.currency}
        locale={locale}
      />
      {buyer ? (
        <div className="mt-4 grid gap-3">
          <Facts
            facts={[
              [t("admin.tax.company"), buyer.company || null],
              [t("admin.tax.vatId"), buyer.vatId || null],
              [t("admin.tax.vies"), buyer.vatId ? t(`admin.tax.vatIdState.${buyer.vatIdState}`) : null],
              [t("admin.tax.consultationNumber"), buyer.consultation],
              [
                t("admin.tax.checkedAt"),
                buyer.checkedAt ? <Moment key="at" at={buyer.checkedAt} locale={locale} now={now} /> : null,
              ],
            ]}
          />
          {buyer.vatId && isAllowed(admin.role, "settings.write") ? (
            <PressForm
              fields={{ id, vatId: buyer.vatId }}
              label={t("admin.tax.checkAgain")}
              pending={t("admin.settings.tax.try.asking")}
              action={checkAgain}
            />
          ) : null}
        </div>
      ) : null}
    </Section>
  );
}
