import { useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatLongDay } from "@/domain/format-time";
import { addressLines } from "@/domain/orders/address-lines";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { isPlaced, isTaken } from "@/domain/orders/states";
import { shippingOf } from "@/domain/orders/totals";
import type { ReceiptView } from "@/domain/orders/views";
import { methodLabel } from "@/messages/payment-method";
import { promiseText } from "@/messages/promise";

/** Where it goes and how it was paid. */
export function OrderDetails({ receipt, locale }: { receipt: ReceiptView; locale: string }) {
  const { shippingAddress, method, placedAt, email } = receipt;
  const isKnown = isPlaced(receipt.paymentState) || receipt.isFree;
  const shipping = isKnown ? shippingOf(receipt.totals)?.label : null;
  const t = useTranslations();
  const promise = isKnown && receipt.promise ? promiseText(receipt.promise, t, locale) : null;
  const timeZone = useTimeZone() ?? "UTC";
  return (
    <dl className="mt-12 grid max-w-2xl gap-x-6 gap-y-7 sm:grid-cols-2">
      {shippingAddress ? (
        <Detail term={t("shop.order.label.shipTo")}>
          <Address address={shippingAddress} locale={locale} />
        </Detail>
      ) : null}
      {promise ? (
        <Detail term={promise.label}>
          <span translate="no">{promise.text}</span>
        </Detail>
      ) : null}
      {shipping ? <Detail term={t("shop.order.label.shipping")}>{shipping}</Detail> : null}
      {method && isTaken(receipt.paymentState) ? (
        <Detail term={t("shop.order.label.paidWith")}>
          {methodLabel(method)}
          {method.last4 ? <span className="figures"> •••• {method.last4}</span> : null}
        </Detail>
      ) : null}
      <Detail term={t("shop.order.label.orderedOn")}>
        <time dateTime={placedAt.toISOString()}>{formatLongDay(placedAt, locale, timeZone)}</time>
      </Detail>
      {email ? <Detail term={t("shop.order.label.email")}>{email}</Detail> : null}
    </dl>
  );
}

function Detail({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-ink-soft">{term}</dt>
      <dd className="mt-1 break-words">{children}</dd>
    </div>
  );
}

function Address({ address, locale }: { address: PostalAddress; locale: string }) {
  return (
    <address className="not-italic">
      {addressLines(address, locale).map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </address>
  );
}
