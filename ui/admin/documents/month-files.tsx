import { Download } from "lucide-react";
import { useTranslations } from "next-intl";

/** What is shown, for a spreadsheet and for the VAT return. */
export function MonthFiles({ month }: { month: string }) {
  const t = useTranslations();
  return (
    <p className="mb-4 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {(["documents", "vat"] as const).map((file) => (
        <a
          key={file}
          href={`/admin/documents/export?month=${month}&file=${file}`}
          className="link inline-flex items-center gap-1.5"
        >
          <Download aria-hidden className="size-3.5" /> {t(`admin.documents.file.${file}`)}
        </a>
      ))}
    </p>
  );
}
