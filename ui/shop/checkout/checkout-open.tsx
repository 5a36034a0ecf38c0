import Link from "next/link";
import { useTimeZone, useTranslations } from "next-intl";
import type { CheckoutView } from "@/domain/checkout/checkout";
import { formatTime } from "@/domain/format-time";
import { formatMoney } from "@/domain/money";
import type { ReceiptView } from "@/domain/orders/views";
import { PageTitle } from "../frame/page-title";
import { OrderLines } from "../order/order-lines";
import { CheckoutForm } from "./checkout-form";
import { EmbeddedCheckoutFrame } from "./embedded-checkout-frame";

type CheckoutOpenProps = {
  view: Extract<CheckoutView, { kind: "open" }>;
  receipt: ReceiptView;
  locale: string;
  payOnStripe: (form: FormData) => Promise<void>;
};

/** What is bought, and Stripe's form to pay it. */
export function CheckoutOpen({ view, receipt, locale, payOnStripe }: CheckoutOpenProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.checkout.title")}</PageTitle>
      <p className="mt-3 text-ink-soft">
        {t.rich("shop.checkout.keptUntil", {
          time: () => (
            <time dateTime={view.expiresAt.toISOString()} className="figures">
              {formatTime(view.expiresAt, locale, timeZone)}
            </time>
          ),
        })}
      </p>
      <div className="mt-8 grid gap-y-12 lg:grid-cols-12 lg:gap-x-6">
        <section aria-label={t("shop.checkout.payment")} className="min-w-0 lg:col-span-7">
          <EmbeddedCheckoutFrame
            key={view.clientSecret}
            clientSecret={view.clientSecret}
            publishableKey={view.publishableKey}
            stripeScript={view.stripeScript}
            texts={{
              failed: t("shop.checkout.form.failed"),
              failedSentence: t("shop.checkout.form.failedSentence"),
              loading: t("shop.checkout.form.loading"),
              tryAgain: t("shop.checkout.form.tryAgain"),
            }}
          >
            <CheckoutForm action={payOnStripe} checkoutUi="hosted_page" tone="plain">
              {t("shop.checkout.payOnStripe")}
            </CheckoutForm>
          </EmbeddedCheckoutFrame>
        </section>
        <section aria-labelledby="summary" className="lg:col-span-4 lg:col-start-9">
          <h2 id="summary" className="font-heading text-lead font-semibold">
            {t("shop.checkout.yourOrder")}
          </h2>
          <OrderLines lines={receipt.lines} locale={locale} />
          <dl className="flex items-baseline justify-between gap-6 pt-4">
            <dt>{t("shop.checkout.subtotal")}</dt>
            <dd className="figures font-medium">{formatMoney(receipt.totals.subtotal, locale)}</dd>
          </dl>
          <p className="mt-1 text-sm text-ink-soft">{t("shop.checkout.shippingLater")}</p>
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
