import { getTranslations } from "next-intl/server";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import type { OrderView } from "@/domain/orders/views";
import { getDocument } from "@/server/documents/get-document";
import { CorrectForm } from "@/ui/admin/documents/correct-form";
import { CorrectionFields } from "@/ui/admin/documents/correction-fields";
import { DocumentList } from "@/ui/admin/documents/document-list";
import { Section } from "@/ui/kit/table/section";
import { correct } from "./actions";

type DocumentsProps = { order: OrderView; admin: Admin; locale: string; now: Date };

/** The order's invoices and credit notes, and the way to correct whom the invoice is made out to. */
export async function Documents({ order, admin, locale, now }: DocumentsProps) {
  const { id, documents } = order;
  if (documents.length === 0) return null;
  const t = await getTranslations();
  const invoice = documents.find(({ kind, isReplaced }) => kind === "invoice" && !isReplaced);
  const isCredited = order.refunds.some(
    ({ state, ofDuplicatePayment }) => state === "succeeded" && !ofDuplicatePayment,
  );
  const mayCorrect = invoice && !isCredited && isAllowed(admin.role, "orders.refund");
  const said = mayCorrect ? await getDocument(invoice.id) : null;
  return (
    <Section title={t("admin.documents.title")} className="print:hidden">
      <DocumentList documents={documents} locale={locale} now={now} />
      {invoice && said ? (
        <CorrectForm
          orderId={id}
          invoiceId={invoice.id}
          labels={{
            open: t("admin.documents.correct.open"),
            consequence: t("admin.documents.correct.consequence", { number: invoice.number }),
            submit: t("admin.documents.correct.submit"),
            pending: t("admin.documents.correct.pending"),
          }}
          action={correct}
        >
          <CorrectionFields buyer={said.buyer} />
        </CorrectForm>
      ) : null}
    </Section>
  );
}
