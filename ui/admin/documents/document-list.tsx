import { useTranslations } from "next-intl";
import type { DocumentView } from "@/domain/documents/views";
import { formatMoney } from "@/domain/money";
import { Moment } from "../../kit/moment";

type DocumentListProps = { documents: DocumentView[]; locale: string; now: Date };

/** An order's documents, each to open and print. */
export function DocumentList({ documents, locale, now }: DocumentListProps) {
  const t = useTranslations();
  return (
    <ul className="grid gap-2">
      {documents.map(({ id, kind, number, issuedAt, total, isReplaced }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-4">
          <a href={`/admin/documents/${id}`} className="link figures">
            {t(`document.title.${kind}`, { number })}
          </a>
          <a href={`/admin/documents/${id}/pdf`} className="link">
            {t("document.pdf")}
          </a>
          <span className="figures">{formatMoney(total, locale)}</span>
          <span className="text-sm text-ink-soft">
            <Moment at={issuedAt} locale={locale} now={now} />
            {isReplaced ? ` · ${t("admin.documents.replaced")}` : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
