import { useTranslations } from "next-intl";
import type { DocumentView } from "@/domain/documents/views";

/** The shopper's invoices and credit notes, each to open and print. */
export function OrderDocuments({ documents, reference }: { documents: DocumentView[]; reference: string }) {
  const t = useTranslations();
  if (documents.length === 0) return null;
  return (
    <section aria-labelledby="documents" className="mt-12 max-w-2xl print:hidden">
      <h2 id="documents" className="text-sm text-ink-soft">
        {t("shop.order.documents")}
      </h2>
      <ul className="mt-1 grid gap-1">
        {documents.map(({ id, kind, number }) => (
          <li key={id}>
            <a href={`/orders/${reference}/documents/${id}`} className="link figures">
              {t(`document.title.${kind}`, { number })}
            </a>{" "}
            <a href={`/orders/${reference}/documents/${id}/pdf`} className="link ms-3">
              {t("document.pdf")}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
