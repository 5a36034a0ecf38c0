import { useTimeZone, useTranslations } from "next-intl";
import { formatLongDay } from "@/domain/format-time";
import type { ReceiptView } from "@/domain/orders/views";
import type { ReturnView } from "@/domain/returns/views";
import { refundDueAt } from "@/domain/returns/window";
import { LinkButton } from "../../kit/form/link-button";
import { ExactMoment } from "../../kit/moment";
import { PageTitle } from "../frame/page-title";

type ReturnSentProps = { asked: ReturnView; receipt: ReceiptView; reference: string; locale: string };

/** The receipt of a request on the page: when it came, what it was, and what happens next. */
export function ReturnSent({ asked, receipt, reference, locale }: ReturnSentProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const { kind, state, lines, note, requestedAt, isUnsent, refusal } = asked;
  const day = formatLongDay(refundDueAt(requestedAt), locale, timeZone);
  const isOver = state !== "requested" && state !== "received";
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t(`shop.return.${kind}.received`)}</PageTitle>
      <p className="mt-4 max-w-prose text-lead text-ink-soft">
        {t.rich("shop.return.receivedAt", {
          number: receipt.number,
          time: () => <ExactMoment at={requestedAt} locale={locale} />,
        })}
      </p>
      <div className="mt-6 grid max-w-prose gap-3">
        {isOver ? <p>{t(`shop.return.state.${state}`)}</p> : null}
        {refusal ? <p className="whitespace-pre-line wrap-anywhere">{refusal}</p> : null}
        {isOver || kind === "return" ? null : (
          <>
            <p>{t(isUnsent ? "mail.return.goodsUnsent" : "mail.return.goods")}</p>
            <p>{t(isUnsent ? "mail.return.moneyUnsent" : "mail.return.money", { due: day })}</p>
          </>
        )}
        {kind === "return" && !isOver ? <p>{t("shop.return.return.next")}</p> : null}
        {receipt.email ? <p>{t("shop.return.mailed", { email: receipt.email })}</p> : null}
      </div>
      <section
        aria-label={t("shop.return.sent")}
        className="mt-8 max-w-xl border border-line bg-paper-raised px-5 py-4"
      >
        <p className="text-sm text-ink-soft">{t("shop.return.sent")}</p>
        <ul className="mt-2 font-medium">
          {lines.map((line) => (
            <li key={line.lineId} className="wrap-anywhere">
              {t("mail.frame.line", line)}
            </li>
          ))}
        </ul>
        {note ? (
          <>
            <p className="mt-4 text-sm text-ink-soft">{t("shop.return.note")}</p>
            <p className="whitespace-pre-line wrap-anywhere">{note}</p>
          </>
        ) : null}
      </section>
      <p className="mt-10 print:hidden">
        <LinkButton href={`/orders/${reference}`} tone="plain" prefetch={false}>
          {t("shop.return.back")}
        </LinkButton>
      </p>
    </div>
  );
}
