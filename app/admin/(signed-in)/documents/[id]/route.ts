import { notFound } from "next/navigation";
import { answerHtml } from "@/server/documents/document-html";
import { getDocument } from "@/server/documents/get-document";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

type DocumentContext = { params: Promise<{ id: string }> };

/** A document as a page to read and print. */
export async function GET(_request: Request, { params }: DocumentContext): Promise<Response> {
  const { id } = await params;
  await requireAdminOrRedirect("orders.money", `/admin/documents/${id}`);
  const document = await getDocument(id);
  return document ? answerHtml(document) : notFound();
}
