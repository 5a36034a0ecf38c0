import { useTranslations } from "next-intl";
import type { FormState } from "../../kit/form/form-state";
import { PressForm } from "../../kit/form/press-form";
import { Moment } from "../../kit/moment";

type VersionListProps = {
  id: string;
  /** Newest first. */
  versions: { number: number; title: string; savedAt: Date; savedBy: string }[];
  publishedVersion: number | null;
  locale: string;
  now: Date;
  restore: (state: FormState, form: FormData) => Promise<FormState>;
};

/** What was saved, by whom and when; each can be the draft again. */
export function VersionList({ id, versions, publishedVersion, locale, now, restore }: VersionListProps) {
  const t = useTranslations();
  return (
    <ol>
      {versions.map(({ number, title, savedAt, savedBy }, index) => (
        <li key={number} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5">
          <span className="figures w-6 text-ink-soft">{number}</span>
          <span className="min-w-32 flex-1">
            <span className="wrap-anywhere">{title}</span>
            <span className="block text-ink-soft">
              {savedBy} · <Moment at={savedAt} locale={locale} now={now} />
            </span>
          </span>
          {number === publishedVersion ? <span>{t("admin.pages.history.shown")}</span> : null}
          {index === 0 ? (
            <span className="text-ink-soft">{t("admin.pages.history.draft")}</span>
          ) : (
            <PressForm
              fields={{ id, version: String(number) }}
              label={t("admin.pages.history.restore")}
              pending={t("admin.pages.pending")}
              action={restore}
            />
          )}
        </li>
      ))}
    </ol>
  );
}
