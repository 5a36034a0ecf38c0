import { randomUUID } from "node:crypto";
import { useTimeZone, useTranslations } from "next-intl";
import { formatLongDay } from "@/domain/format-time";
import { MAX_NOTE } from "@/domain/returns/return";
import type { ReturnableView } from "@/domain/returns/views";
import { REFUND_DAYS } from "@/domain/returns/window";
import { LinkButton } from "../../kit/form/link-button";
import { PageTitle } from "../frame/page-title";
import { ReturnForm, type ReturnFormState } from "./return-form";

type ReturnPageProps = {
  order: ReturnableView;
  reference: string;
  locale: string;
  action: (state: ReturnFormState, form: FormData) => Promise<ReturnFormState>;
};

/** Where a shopper withdraws from an order, or asks to return items of it. */
export function ReturnPage({ order, reference, locale, action }: ReturnPageProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const { number, kind, lastDay, refusal, lines } = order;
  const values = { number, days: order.windowDays, refundDays: REFUND_DAYS };
  const day = lastDay && formatLongDay(lastDay, locale, timeZone);
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t(`shop.return.${kind}.title`, values)}</PageTitle>
      {refusal ? (
        <p className="mt-4 max-w-prose text-lead text-ink-soft">{t(`shop.return.refusal.${refusal}`)}</p>
      ) : (
        <>
          <p className="mt-4 max-w-prose text-ink-soft">
            {day === null
              ? t("shop.return.window.open", values)
              : t(`shop.return.window.${kind}`, { ...values, day })}
          </p>
          <div className="mt-8">
            <ReturnForm
              reference={reference}
              requestId={randomUUID()}
              lines={lines.map(({ lineId, title, quantity }) => ({
                ...{ id: lineId, title, most: quantity },
                label: t("shop.return.line", { title, left: quantity }),
              }))}
              from={[t("shop.order.heading", { number }), order.customerName, order.email].filter(
                (line) => line !== null,
              )}
              maxNote={MAX_NOTE}
              labels={{
                items: t("shop.return.items"),
                note: t("shop.return.note"),
                noteHint: t(`shop.return.${kind}.noteHint`),
                review: t("shop.return.review"),
                checking: t("shop.return.checking"),
                question: t(`shop.return.${kind}.question`, values),
                consequences: [
                  t(`shop.return.${kind}.goods`, values),
                  t(`shop.return.${kind}.money`, values),
                  t(order.email === null ? "shop.return.noMail" : `shop.return.${kind}.mail`, {
                    email: order.email ?? "none",
                  }),
                ],
                sent: t("shop.return.sent"),
                from: t("shop.return.from"),
                submit: t(`shop.return.${kind}.submit`),
                sending: t("shop.return.sending"),
                change: t("shop.return.change"),
              }}
              action={action}
            />
          </div>
        </>
      )}
      <p className="mt-10">
        <LinkButton href={`/orders/${reference}`} tone="plain" prefetch={false}>
          {t("shop.return.back")}
        </LinkButton>
      </p>
    </div>
  );
}
