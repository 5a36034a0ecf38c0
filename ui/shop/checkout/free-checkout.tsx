import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Quote } from "@/domain/cart/quote";
import type { FreeOrderState } from "@/domain/checkout/checkout";
import { formatMoney } from "@/domain/money";
import { summedAdjustments } from "@/domain/orders/totals";
import { PageTitle } from "../frame/page-title";
import { FreeOrderForm } from "./free-order-form";

type FreeCheckoutProps = {
  cart: Quote;
  locale: string;
  /** Where it may be sent; null when nothing is. */
  countries: string[] | null;
  action: (state: FreeOrderState, form: FormData) => Promise<FreeOrderState>;
};

/** What is ordered for nothing, and the few things that must be known for it. */
export function FreeCheckout({ cart, locale, countries, action }: FreeCheckoutProps) {
  const t = useTranslations();
  const names = new Intl.DisplayNames([locale], { type: "region" });
  const options = countries?.map((code) => ({ code, name: names.of(code) ?? code }));
  const home = new Intl.Locale(locale).region;
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.checkout.title")}</PageTitle>
      <p className="mt-3 text-ink-soft">{t("shop.checkout.free.nothingToPay")}</p>
      <div className="mt-8 grid gap-y-12 lg:grid-cols-12 lg:gap-x-6">
        <section aria-label={t("shop.checkout.free.aboutYou")} className="min-w-0 lg:col-span-6">
          <FreeOrderForm
            countries={options?.toSorted((one, other) => one.name.localeCompare(other.name, locale)) ?? null}
            home={home ?? null}
            labels={{
              city: t("shop.checkout.free.field.city"),
              country: t("shop.checkout.free.field.country"),
              email: t("shop.checkout.free.field.email"),
              line1: t("shop.checkout.free.field.line1"),
              line2: t("shop.checkout.free.field.line2"),
              name: t("shop.checkout.free.field.name"),
              nothing: t("shop.checkout.nothingCharged"),
              placeOrder: t("shop.checkout.free.placeOrder"),
              placing: t("shop.checkout.free.placing"),
              postalCode: t("shop.checkout.free.field.postalCode"),
              region: t("shop.checkout.free.field.region"),
            }}
            action={action}
          />
        </section>
        <section aria-labelledby="summary" className="lg:col-span-4 lg:col-start-9">
          <h2 id="summary" className="font-heading text-lead font-semibold">
            {t("shop.checkout.yourOrder")}
          </h2>
          <ul className="mt-4 border-t border-line">
            {cart.lines
              .filter(({ quantity }) => quantity > 0)
              .map((line) => (
                <li key={line.variantId} className="flex justify-between gap-x-4 border-b border-line py-4">
                  <span className="min-w-0 break-words">
                    <span className="font-medium">{line.productTitle}</span>
                    <span className="block text-sm text-ink-soft">
                      {line.variantTitle ? `${line.variantTitle} · ` : null}
                      {t.rich("shop.checkout.free.quantity", {
                        quantity: line.quantity,
                        figures: (text) => <span className="figures">{text}</span>,
                      })}
                    </span>
                  </span>
                  <span className="figures">{formatMoney(line.total, locale)}</span>
                </li>
              ))}
          </ul>
          <dl className="grid gap-1.5 pt-4">
            {summedAdjustments(cart.totals).map(({ code, label, amount }) => (
              <div key={code} className="flex justify-between gap-6">
                <dt className="text-ink-soft">{label}</dt>
                <dd className="figures">{formatMoney(amount, locale)}</dd>
              </div>
            ))}
            <div className="flex items-baseline justify-between gap-6 text-lead font-medium">
              <dt>{t("shop.checkout.total")}</dt>
              <dd className="figures">{formatMoney(cart.totals.total, locale)}</dd>
            </div>
          </dl>
          <p className="mt-6 text-sm">
            <Link href="/cart" prefetch={false} className="link">
              {t("shop.checkout.changeCart")}
            </Link>
          </p>
        </section>
      </div>
    </div>
  );
}
