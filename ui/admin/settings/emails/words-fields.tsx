import { useTranslations } from "next-intl";
import type { OrderMailKind } from "@/domain/orders/mail";
import { MAX_MAIL_OPENING, MAX_MAIL_SUBJECT, type OwnWords, PLACEHOLDERS } from "@/domain/settings/emails";
import { TextareaField, TextField } from "../../../kit/form/field";

export function WordsFields({ kind, words }: { kind: OrderMailKind; words: OwnWords }) {
  const t = useTranslations();
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      <TextField
        name="subject"
        size="small"
        maxLength={MAX_MAIL_SUBJECT}
        autoComplete="off"
        label={t("admin.settings.emails.subject")}
        hint={t("admin.settings.emails.subjectHint")}
        defaultValue={words.subject}
      />
      <TextareaField
        name="opening"
        size="small"
        rows={6}
        maxLength={MAX_MAIL_OPENING}
        label={t("admin.settings.emails.opening")}
        hint={t("admin.settings.emails.openingHint")}
        defaultValue={words.opening}
      />
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        {PLACEHOLDERS.map((name) => (
          <div key={name} className="contents">
            <dt>
              <code>{`{${name}}`}</code>
            </dt>
            <dd className="text-ink-soft">{t(`admin.settings.emails.placeholder.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
