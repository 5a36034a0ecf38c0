import { useTranslations } from "next-intl";
import { MAX_MAIL_FOOTER, MAX_SENDER_NAME, OPTIONAL_MAILS } from "@/domain/settings/emails";
import type { Settings } from "@/domain/settings/subjects";
import { TextareaField, TextField } from "../../../kit/form/field";

type EmailFieldsProps = { emails: Settings["emails"]; sender: { name: string; address: string } };

export function EmailFields({ emails, sender }: EmailFieldsProps) {
  const t = useTranslations();
  return (
    <>
      <TextField
        name="senderName"
        size="small"
        maxLength={MAX_SENDER_NAME}
        autoComplete="off"
        placeholder={sender.name}
        label={t("admin.settings.field.senderName")}
        hint={t("admin.settings.emails.senderHint", sender)}
        defaultValue={emails.senderName ?? ""}
        className="max-w-md"
      />
      <TextField
        name="replyTo"
        type="email"
        size="small"
        maxLength={254}
        label={t("admin.settings.field.replyTo")}
        hint={t("admin.settings.emails.replyHint")}
        defaultValue={emails.replyTo}
        className="max-w-md"
      />
      <TextareaField
        name="footer"
        size="small"
        rows={4}
        maxLength={MAX_MAIL_FOOTER}
        label={t("admin.settings.field.footer")}
        hint={t("admin.settings.emails.footerHint")}
        defaultValue={emails.footer}
        className="max-w-md"
      />
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-sm font-medium">{t("admin.settings.emails.written")}</legend>
        {OPTIONAL_MAILS.map((kind) => (
          <label key={kind} className="flex items-start gap-2.5">
            <input
              type="checkbox"
              name={kind}
              defaultChecked={!emails.off.includes(kind)}
              className="mt-0.5 size-4 accent-accent"
            />
            {t(`admin.settings.emails.optional.${kind}`)}
          </label>
        ))}
        <p className="max-w-prose text-sm text-ink-soft">{t("admin.settings.emails.writtenHint")}</p>
      </fieldset>
    </>
  );
}
