import Link from "next/link";
import { useTimeZone, useTranslations } from "next-intl";
import type { CheckoutUi, CheckoutView } from "@/domain/checkout/checkout";
import { formatTime } from "@/domain/format-time";
import { buttonClass } from "../../kit/form/button";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { PolicyLinks } from "../content/policy-links";
import { PageTitle } from "../frame/page-title";
import { CheckoutForm } from "./checkout-form";
import { CheckoutWatch } from "./checkout-watch";
import { EmbeddedCheckoutFrame } from "./embedded-checkout-frame";

type CheckoutOpenProps = {
  view: Extract<CheckoutView, { kind: "open" }>;
  locale: string;
  checkoutUi: CheckoutUi;
  refresh: PlainAction;
  /** What applies to the order. */
  policies: { title: string; href: string }[];
};

/** Stripe's form, which lists what is bought and says what it comes to. Nothing of the shop's says so a second time. */
export function CheckoutOpen({ view, locale, checkoutUi, refresh, policies }: CheckoutOpenProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const again = (kind: "ending" | "changed" | "expired") => ({
    title: t(`shop.checkout.told.${kind}.title`),
    sentence: t(`shop.checkout.told.${kind}.sentence`),
    action: (
      <CheckoutForm action={refresh} checkoutUi={checkoutUi} tone={kind === "ending" ? "plain" : "primary"}>
        {t(`shop.checkout.told.${kind}.action`)}
      </CheckoutForm>
    ),
  });
  // Loaded again: the page says where this browser's checkout is now.
  const here = (kind: "replaced" | "paid") => ({
    title: t(`shop.checkout.told.${kind}.title`),
    sentence: t(`shop.checkout.told.${kind}.sentence`),
    action: (
      <a href="/checkout" className={buttonClass("primary", "large")}>
        {t(`shop.checkout.told.${kind}.action`)}
      </a>
    ),
  });
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.checkout.title")}</PageTitle>
      <p className="mt-3 mb-8 max-w-prose text-ink-soft">
        {t.rich("shop.checkout.keptUntil", {
          time: () => (
            <time dateTime={view.expiresAt.toISOString()} className="figures">
              {formatTime(view.expiresAt, locale, timeZone)}
            </time>
          ),
        })}{" "}
        <Link href="/cart" prefetch={false} className="link">
          {t("shop.checkout.changeCart")}
        </Link>{" "}
        <Link href="/checkout/details" prefetch={false} className="link">
          {t("shop.checkout.changeDetails")}
        </Link>
      </p>
      <CheckoutWatch
        key={view.clientSecret}
        orderId={view.orderId}
        texts={{
          ending: again("ending"),
          last: {
            title: t("shop.checkout.told.ending.title"),
            sentence: t("shop.checkout.told.last"),
            action: null,
          },
          changed: again("changed"),
          replaced: here("replaced"),
          expired: again("expired"),
          paid: here("paid"),
        }}
      >
        <section aria-label={t("shop.checkout.payment")} className="min-w-0 max-w-4xl">
          <EmbeddedCheckoutFrame
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
            <CheckoutForm action={refresh} checkoutUi="hosted_page" tone="plain">
              {t("shop.checkout.payOnStripe")}
            </CheckoutForm>
          </EmbeddedCheckoutFrame>
        </section>
      </CheckoutWatch>
      <PolicyLinks policies={policies} />
    </div>
  );
}
