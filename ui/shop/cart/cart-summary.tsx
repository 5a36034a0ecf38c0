import { useTranslations } from "next-intl";
import type { Quote } from "@/domain/cart/quote";
import { formatMoney } from "@/domain/money";
import { PendingButton } from "../../kit/form/pending-button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { PolicyLinks } from "../content/policy-links";
import { fingerprintOf } from "./cart-fingerprint";

type CartSummaryProps = {
  cart: Quote;
  locale: string;
  openDetails: PlainAction;
  clearCart: PlainAction;
  /** What applies to the order. */
  policies: { title: string; href: string }[];
};

export function CartSummary({ cart, locale, openDetails, clearCart, policies }: CartSummaryProps) {
  const t = useTranslations();
  return (
    <div className="mt-8 grid gap-y-6 sm:ms-auto sm:max-w-sm">
      <dl aria-live="polite" aria-atomic className="flex items-baseline justify-between gap-6">
        <dt className="text-lead">{t("shop.cart.subtotal")}</dt>
        <dd className="figures min-w-28 text-end font-heading text-title font-semibold">
          {formatMoney(cart.totals.subtotal, locale)}
        </dd>
      </dl>
      <p className="-mt-4 text-sm text-ink-soft">{t("shop.cart.shippingLater")}</p>
      {cart.itemCount > 0 ? (
        <PlainForm action={openDetails} nothing={t("shop.checkout.nothingCharged")}>
          <input type="hidden" name="shown" value={fingerprintOf(cart)} />
          <PendingButton size="large" className="w-full" pendingLabel={t("shop.checkout.opening")}>
            {cart.hasNotices ? t("shop.cart.checkOutWithChanges") : t("shop.cart.checkOut")}
          </PendingButton>
        </PlainForm>
      ) : null}
      <PolicyLinks policies={policies} />
      <PlainForm action={clearCart} className="text-center">
        <button
          type="submit"
          className="min-h-11 text-sm text-ink-soft underline underline-offset-4 hover:text-ink"
        >
          {t("shop.cart.emptyTheCart")}
        </button>
      </PlainForm>
    </div>
  );
}
