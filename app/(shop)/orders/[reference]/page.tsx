import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isWaiting } from "@/domain/orders/states";
import { taxRows } from "@/messages/tax-rows";
import { getReceipt } from "@/server/orders/mail/get-receipt";
import { env, shopLocale, shopTimeZone } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { requireSurface } from "@/server/platform/surface";
import { OrderDocuments } from "@/ui/shop/documents/order-documents";
import { ConfirmOrder } from "@/ui/shop/order/confirm-order";
import { OrderDetails } from "@/ui/shop/order/order-details";
import { OrderErased } from "@/ui/shop/order/order-erased";
import { OrderParcels } from "@/ui/shop/order/order-parcels";
import { OrderSlip } from "@/ui/shop/order/order-slip";
import { OrderState } from "@/ui/shop/order/order-state";
import { OrderWatch } from "@/ui/shop/order/order-watch";
import { OrderReturns } from "@/ui/shop/returns/order-returns";
import { payOrder } from "../../checkout/actions";
import { confirmFree, orderThemAgain } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return {
    title: t("shop.order.pageTitle"),
    robots: { index: false, follow: false },
    // The address is the right to see the order: it must not travel to another site in a referrer.
    referrer: "no-referrer",
  };
}

type OrderProps = { params: Promise<{ reference: string }> };

export default async function OrderPage({ params }: OrderProps) {
  requireSurface("shop");
  const { reference } = await params;
  const receipt = await getReceipt(reference);
  if (!receipt) notFound();
  const { CHECKOUT_UI, SMTP_URL } = env();
  const { number, paymentState, isFree, erasedAt } = receipt;
  if (erasedAt)
    return (
      <div className="page pt-8 pb-24 lg:pt-12">
        <OrderErased number={number} erasedAt={erasedAt} locale={shopLocale()} timeZone={shopTimeZone()} />
      </div>
    );
  const isUnconfirmed = isFree && paymentState === "awaiting_payment";
  return (
    <div className="page grid gap-y-12 pt-8 pb-24 lg:grid-cols-12 lg:gap-x-6 lg:pt-12 print:block">
      <div className="lg:col-span-6">
        <OrderState
          receipt={receipt}
          locale={shopLocale()}
          reference={reference}
          canMail={SMTP_URL !== undefined}
          checkoutUi={CHECKOUT_UI}
          actions={{ pay: payOrder, again: orderThemAgain }}
        />
        {isUnconfirmed ? <ConfirmOrder action={confirmFree} reference={reference} /> : null}
        <OrderParcels receipt={receipt} locale={shopLocale()} />
        <OrderReturns receipt={receipt} reference={reference} locale={shopLocale()} />
        <OrderDetails receipt={receipt} locale={shopLocale()} />
        <OrderDocuments documents={receipt.documents} reference={reference} />
      </div>
      <OrderSlip
        receipt={receipt}
        locale={shopLocale()}
        shopName={settings("shop").name}
        taxes={taxRows(receipt.taxes, {
          ...{ t: await getTranslations(), locale: shopLocale() },
          currency: receipt.totals.subtotal.currency,
          sentence: settings("tax").smallBusinessSentence,
        })}
      />
      {isWaiting(paymentState) && !isFree ? <OrderWatch /> : null}
    </div>
  );
}
