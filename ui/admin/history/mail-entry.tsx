import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OrderMailView } from "@/domain/mail/views";
import { Moment } from "../../kit/moment";

type MailEntryProps = { mail: OrderMailView; locale: string; now: Date; children: ReactNode };

/** A mail to the shopper among what happened to the order. */
export function MailEntry({ mail, locale, now, children }: MailEntryProps) {
  const t = useTranslations();
  const { id, subject, recipient, state, error, writtenBy, erasedAt, createdAt } = mail;
  return (
    <div className="grid justify-items-start gap-1">
      <p className="wrap-anywhere">
        {t.rich(`admin.history.email.${erasedAt ? "erased" : state}`, {
          ...{ subject, email: recipient || "…" },
          mail: (text) => (
            <Link href={`/admin/emails/${id}`} className="link">
              {text}
            </Link>
          ),
        })}
      </p>
      {state === "failed" && error ? <p className="text-sm wrap-anywhere text-signal">{error}</p> : null}
      <p className="text-xs break-words text-ink-soft">
        {t.rich("admin.history.by", {
          time: () => <Moment at={createdAt} locale={locale} now={now} />,
          actor: writtenBy === null ? t("admin.history.actor.shop") : t("admin.history.actor.admin"),
        })}
        {writtenBy === null ? null : ` (${writtenBy})`}
      </p>
      {children}
    </div>
  );
}
