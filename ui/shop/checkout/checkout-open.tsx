import Link from "next/link";
import type { CheckoutView } from "@/domain/checkout/checkout";
import { formatMoney } from "@/domain/money";
import type { ReceiptView } from "@/domain/orders/views";
import { LocalTime } from "../../kit/local-time";
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
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>Checkout</PageTitle>
      <p className="mt-3 text-ink-soft">
        Kept for you until <LocalTime at={view.expiresAt.toISOString()} locale={locale} />.
      </p>
      <div className="mt-8 grid gap-y-12 lg:grid-cols-12 lg:gap-x-6">
        <section aria-label="Payment" className="min-w-0 lg:col-span-7">
          <EmbeddedCheckoutFrame
            key={view.clientSecret}
            clientSecret={view.clientSecret}
            publishableKey={view.publishableKey}
            stripeScript={view.stripeScript}
          >
            <CheckoutForm action={payOnStripe} checkoutUi="hosted_page" tone="plain">
              Pay on Stripe’s own page
            </CheckoutForm>
          </EmbeddedCheckoutFrame>
        </section>
        <section aria-labelledby="summary" className="lg:col-span-4 lg:col-start-9">
          <h2 id="summary" className="font-heading text-lead font-semibold">
            Your order
          </h2>
          <OrderLines lines={receipt.lines} locale={locale} />
          <dl className="flex items-baseline justify-between gap-6 pt-4">
            <dt>Subtotal</dt>
            <dd className="figures font-medium">{formatMoney(receipt.totals.subtotal, locale)}</dd>
          </dl>
          <p className="mt-1 text-sm text-ink-soft">Shipping is added when you choose it.</p>
          <p className="mt-6 text-sm">
            <Link href="/cart" prefetch={false} className="link">
              Change the cart
            </Link>
          </p>
        </section>
      </div>
    </div>
  );
}
