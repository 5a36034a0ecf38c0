import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AdminReturnView } from "@/domain/returns/views";
import { Moment } from "../../kit/moment";
import { DaysLeft } from "./days-left";
import { ReturnStatus } from "./return-status";

type ReturnListProps = {
  returns: AdminReturnView[];
  locale: string;
  now: Date;
  /** What can be done about one. */
  actions: (asked: AdminReturnView) => ReactNode;
};

/** What the shopper wants to send back: what, why, how far it is, and until when it is to be refunded. */
export function ReturnList({ returns, locale, now, actions }: ReturnListProps) {
  return (
    <ol className="grid gap-4">
      {returns.map((asked) => (
        <li key={asked.id} className="grid gap-1.5 border-b border-line pb-4 last:border-0 last:pb-0">
          <Return asked={asked} locale={locale} now={now} />
          {actions(asked)}
        </li>
      ))}
    </ol>
  );
}

function Return({ asked, locale, now }: { asked: AdminReturnView; locale: string; now: Date }) {
  const t = useTranslations();
  const { kind, state, requestedAt, receivedAt, receivedBy, endedAt, endedBy, dueAt, note, refusal } = asked;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <ReturnStatus kind={kind} state={state} />
        {dueAt ? <DaysLeft dueAt={dueAt} now={now} /> : null}
        <span className="text-ink-soft">
          {t.rich("admin.returns.requested", {
            time: () => <Moment at={requestedAt} locale={locale} now={now} />,
          })}
        </span>
        {receivedAt ? (
          <span className="text-ink-soft">
            {t.rich("admin.returns.received", {
              name: receivedBy ?? "none",
              time: () => <Moment at={receivedAt} locale={locale} now={now} />,
            })}
          </span>
        ) : null}
        {endedAt ? (
          <span className="text-ink-soft">
            {t.rich("admin.returns.ended", {
              name: endedBy ?? "none",
              time: () => <Moment at={endedAt} locale={locale} now={now} />,
            })}
          </span>
        ) : null}
      </p>
      <ul>
        {asked.lines.map(({ lineId, title, quantity, restocked, condition }) => (
          <li key={lineId} className="wrap-anywhere">
            {t("mail.frame.line", { title, quantity })}
            {restocked === null ? null : (
              <span className="text-ink-soft">
                {" "}
                {t(restocked ? "admin.returns.restocked" : "admin.returns.notRestocked", {
                  condition: condition ?? "none",
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {note ? (
        <p className="whitespace-pre-line text-ink-soft wrap-anywhere">{t("admin.returns.note", { note })}</p>
      ) : null}
      {refusal ? (
        <p className="whitespace-pre-line text-ink-soft wrap-anywhere">
          {t("admin.returns.refusal", { reason: refusal })}
        </p>
      ) : null}
    </>
  );
}
