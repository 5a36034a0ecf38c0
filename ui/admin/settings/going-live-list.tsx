import Link from "next/link";
import { useTranslations } from "next-intl";
import { BACKUP_DAYS, type GoingLiveRow } from "@/domain/monitoring/going-live";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import { fieldNames } from "./field-names";

type GoingLiveListProps = { rows: GoingLiveRow[]; locale: string; now: Date };

/** What is done and what is not, why, and the way to where it is put right. */
export function GoingLiveList({ rows, locale, now }: GoingLiveListProps) {
  const t: Translate = useTranslations();
  return (
    <ol className="border-t border-line-strong">
      {rows.map(({ name, isDone, reason, count, missing, seenAt, href }) => (
        <li
          key={name}
          data-row={name}
          data-done={isDone}
          className="grid gap-x-5 gap-y-1 border-b border-line py-3 sm:grid-cols-[7rem_minmax(0,1fr)_auto]"
        >
          <Status tone={isDone ? "good" : "next"}>
            {t(isDone ? "admin.settings.goingLive.done" : "admin.settings.goingLive.open")}
          </Status>
          <div className="min-w-0">
            <p className="font-medium">{t(`admin.settings.goingLive.row.${name}`)}</p>
            <p className="max-w-prose text-ink-soft">
              {t(`admin.settings.goingLive.reason.${reason}`, {
                ...{ count, days: BACKUP_DAYS },
                fields: fieldNames(missing, locale, t),
              })}
              {seenAt ? (
                <>
                  {" "}
                  <Moment at={seenAt} locale={locale} now={now} />
                </>
              ) : null}
            </p>
          </div>
          {href === null ? null : (
            <Link href={href} prefetch={false} className="link self-start">
              {t(isDone ? "admin.settings.goingLive.look" : "admin.settings.goingLive.fix")}
            </Link>
          )}
        </li>
      ))}
    </ol>
  );
}
