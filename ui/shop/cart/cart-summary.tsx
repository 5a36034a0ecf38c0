import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Quote } from "@/domain/cart/quote";
import { formatMoney } from "@/domain/money";
import { summedAdjustments } from "@/domain/orders/totals";
import { PendingButton } from "../../kit/form/pending-button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { PolicyLinks } from "../content/policy-links";
import { fingerprintOf } from "./cart-fingerprint";
import { SumRow } from "./sum-row";

type CartSummaryProps = {
  cart: Quote;
  locale: string;
  openDetails: PlainAction;
  clearCart: PlainAction;
  /** The form for discount codes. */
  codes: ReactNode;
  /** What sending it begins with. */
  shipping: ReactNode;
  /** What applies to the order. */
  policies: { title: string; href: string }[];
  /** What the prices include and what comes on top. */
  note: ReactNode;
};

export function CartSummary(props: CartSummaryProps) {
  const { cart, locale, openDetails, clearCart, codes, shipping, policies, note } = props;
  const t = useTranslations();
  const discounts = summedAdjustments(cart.totals).filter(({ kind }) => kind === "discount");
  return (
    <div className="mt-8 grid gap-y-6 sm:ms-auto sm:max-w-sm">
      {codes}
      <dl aria-live="polite" aria-atomic className="grid gap-1.5">
        {discounts.length > 0 ? (
          <SumRow name={t("shop.discount.goods")} amount={formatMoney(cart.totals.subtotal, locale)} />
        ) : null}
        {discounts.map(({ code, label, amount }) => (
          <SumRow key={code} name={label ?? ""} amount={formatMoney(amount, locale)} />
        ))}
        <div className="flex items-baseline justify-between gap-6">
          <dt className="text-lead">{t("shop.cart.subtotal")}</dt>
          <dd className="figures min-w-28 text-end font-heading text-title font-semibold">
            {formatMoney(cart.totals.sent, locale)}
          </dd>
        </div>
      </dl>
      <p className="-mt-5 text-end text-sm text-ink-soft">{note}</p>
      <div className="-mt-4">{shipping}</div>
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
