import { notFound } from "next/navigation";
import { getDocument } from "@/server/documents/get-document";
import { answerPdf } from "@/server/documents/pdf/answer-pdf";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

type DocumentContext = { params: Promise<{ id: string }> };

/** A document as a PDF. */
export async function GET(_request: Request, { params }: DocumentContext): Promise<Response> {
  const { id } = await params;
  await requireAdminOrRedirect("orders.money", `/admin/documents/${id}/pdf`);
  const document = await getDocument(id);
  return document ? answerPdf(id, document, false) : notFound();
}
