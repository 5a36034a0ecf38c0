import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OrderMailKind } from "@/domain/orders/mail";
import type { OwnWords } from "@/domain/settings/emails";

type EmailListProps = {
  kinds: readonly OrderMailKind[];
  words: Partial<Record<OrderMailKind, OwnWords>>;
};

/** Every email to shoppers, with whether the shop has words of its own in it. */
export function EmailList({ kinds, words }: EmailListProps) {
  const t = useTranslations();
  return (
    <ul>
      {kinds.map((kind) => (
        <li
          key={kind}
          className="relative flex flex-wrap justify-between gap-x-4 border-b border-line py-2 hover:bg-paper-sunk"
        >
          <Link
            href={`/admin/settings/emails/${kind}`}
            prefetch={false}
            className="after:absolute after:inset-0 hover:underline"
          >
            {t(`admin.settings.emails.kind.${kind}`)}
          </Link>
          {words[kind] ? <span className="text-ink-soft">{t("admin.settings.emails.ownWords")}</span> : null}
        </li>
      ))}
    </ul>
  );
}
