import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  DOCUMENT_MAILS,
  type DocumentSettings,
  MAX_DIGITS,
  MAX_DOCUMENT_FOOTER,
  MAX_PREFIX,
  YEAR,
} from "@/domain/documents/settings";
import { SelectField, TextareaField, TextField } from "../../../kit/form/field";

type Next = { next: number; isBegun: boolean };
type DocumentFieldsProps = { documents: DocumentSettings; next: { invoice: Next; creditNote: Next } };

/** Each setting below what it changes for documents. */
export function DocumentFields({ documents, next }: DocumentFieldsProps) {
  const t = useTranslations();
  const prefix = (name: "invoicePrefix" | "creditNotePrefix") => (
    <TextField
      {...{ name, size: "small", autoComplete: "off", spellCheck: false }}
      maxLength={MAX_PREFIX + 6}
      label={t(`admin.settings.field.${name}`)}
      defaultValue={documents[name]}
    />
  );
  const number = (name: "nextInvoice" | "nextCreditNote", of: Next) => (
    <TextField
      {...{ name, size: "small", inputMode: "numeric", autoComplete: "off", maxLength: 8 }}
      label={t(`admin.settings.documents.${name}`)}
      hint={of.isBegun ? t("admin.settings.documents.begun") : undefined}
      defaultValue={of.next}
    />
  );
  return (
    <>
      <Explained text={t("admin.settings.documents.on.why")}>
        <label className="flex items-start gap-2.5">
          <input
            type="checkbox"
            name="isOn"
            defaultChecked={documents.isOn}
            className="mt-0.5 size-4 accent-accent"
          />
          {t("admin.settings.documents.on.label")}
        </label>
      </Explained>
      <Explained text={t("admin.settings.documents.numbers.why", { year: YEAR })}>
        <div className="grid max-w-xl gap-3 sm:grid-cols-2">
          {prefix("invoicePrefix")}
          {number("nextInvoice", next.invoice)}
          {prefix("creditNotePrefix")}
          {number("nextCreditNote", next.creditNote)}
          <TextField
            {...{ name: "digits", size: "small", inputMode: "numeric", autoComplete: "off", maxLength: 1 }}
            label={t("admin.settings.field.digits")}
            hint={t("admin.settings.documents.digitsHint", { max: MAX_DIGITS })}
            defaultValue={documents.digits}
          />
        </div>
      </Explained>
      <Explained text={t("admin.settings.documents.mail.why")}>
        <SelectField
          name="mail"
          size="small"
          label={t("admin.settings.field.mail")}
          defaultValue={documents.mail}
          className="max-w-xl"
        >
          {DOCUMENT_MAILS.map((one) => (
            <option key={one} value={one}>
              {t(`admin.settings.documents.mail.${one}`)}
            </option>
          ))}
        </SelectField>
      </Explained>
      <Explained text={t("admin.settings.documents.home.why")}>
        <div className="grid max-w-xl gap-3 sm:grid-cols-2">
          <TextField
            {...{ name: "homeCurrency", size: "small", autoComplete: "off", maxLength: 3, spellCheck: false }}
            label={t("admin.settings.field.homeCurrency")}
            defaultValue={documents.homeCurrency.toUpperCase()}
          />
          <TextField
            {...{ name: "homeRate", size: "small", inputMode: "decimal", autoComplete: "off", maxLength: 13 }}
            label={t("admin.settings.field.homeRate")}
            defaultValue={documents.homeRate}
          />
        </div>
      </Explained>
      <Explained text={t("admin.settings.documents.closing.why")}>
        <TextareaField
          name="closing"
          size="small"
          rows={3}
          maxLength={MAX_DOCUMENT_FOOTER}
          label={t("admin.settings.field.closing")}
          defaultValue={documents.closing}
          className="max-w-xl"
        />
      </Explained>
    </>
  );
}

function Explained({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="grid gap-3 border-b border-line pb-5">
      <p className="max-w-prose text-ink-soft">{text}</p>
      {children}
    </div>
  );
}
