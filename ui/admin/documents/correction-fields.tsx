import { useTranslations } from "next-intl";
import type { DocumentData } from "@/domain/documents/document";
import { TextareaField, TextField } from "../../kit/form/field";

/** Whom an invoice is made out to, as it is now. */
export function CorrectionFields({ buyer }: { buyer: DocumentData["buyer"] }) {
  const t = useTranslations();
  const field = (name: "company" | "name" | "vatId", maxLength: number) => (
    <TextField
      {...{ name, maxLength }}
      size="small"
      autoComplete="off"
      label={t(`admin.documents.correct.field.${name}`)}
      defaultValue={buyer[name]}
    />
  );
  return (
    <>
      {field("company", 120)}
      {field("name", 120)}
      {field("vatId", 30)}
      <TextareaField
        name="address"
        size="small"
        rows={4}
        maxLength={500}
        label={t("admin.documents.correct.field.address")}
        defaultValue={buyer.lines.join("\n")}
      />
    </>
  );
}
