import Link from "next/link";
import { useTimeZone, useTranslations } from "next-intl";
import { formatLongDay } from "@/domain/format-time";
import type { ReceiptView } from "@/domain/orders/views";
import { isCounted } from "@/domain/returns/return";
import { LinkButton } from "../../kit/form/link-button";

type OrderReturnsProps = { receipt: ReceiptView; reference: string; locale: string };

/** What the shopper has asked for back, and the way to ask. */
export function OrderReturns({ receipt, reference, locale }: OrderReturnsProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const { returns, paymentState } = receipt;
  const isPaid = paymentState === "paid" || paymentState === "partially_refunded";
  const isOpen = isPaid && bought(receipt) > asked(receipt);
  if (returns.length === 0 && !isOpen) return null;
  return (
    <section aria-labelledby="returns" className="mt-10 max-w-2xl print:hidden">
      <h2 id="returns" className="font-heading text-lead font-semibold">
        {t("shop.return.title")}
      </h2>
      {returns.length > 0 ? (
        <ul className="mt-4 grid gap-5">
          {returns.map(({ id, kind, state, requestedAt, lines }) => (
            <li key={id} className="border-s-3 border-line-strong ps-4">
              <p className="font-medium">{t(`shop.return.state.${state}`)}</p>
              <p className="mt-0.5 wrap-anywhere">
                {lines.map((line) => t("mail.frame.line", line)).join(", ")}
              </p>
              <p className="mt-0.5">
                <Link href={`/orders/${reference}/returns/${id}`} prefetch={false} className="link">
                  {t(`shop.return.${kind}.on`, { day: formatLongDay(requestedAt, locale, timeZone) })}
                </Link>
              </p>
            </li>
          ))}
        </ul>
      ) : null}
      {isOpen ? (
        <p className="mt-4">
          <LinkButton href={`/orders/${reference}/return`} tone="plain" prefetch={false}>
            {t("shop.return.open")}
          </LinkButton>
        </p>
      ) : null}
    </section>
  );
}

const unitsIn = (lines: { quantity: number }[]) => lines.reduce((sum, { quantity }) => sum + quantity, 0);
const bought = ({ lines }: ReceiptView) => unitsIn(lines);
const asked = ({ returns }: ReceiptView) =>
  returns.reduce((sum, { state, lines }) => (isCounted(state) ? sum + unitsIn(lines) : sum), 0);
