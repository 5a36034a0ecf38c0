import { notFound } from "next/navigation";
import { getShopperDocument } from "@/server/documents/get-document";
import { answerPdf } from "@/server/documents/pdf/answer-pdf";
import { requireSurface } from "@/server/platform/surface";

export const dynamic = "force-dynamic";

type DocumentContext = { params: Promise<{ reference: string; id: string }> };

/** A shopper's invoice or credit note as a PDF. */
export async function GET(_request: Request, { params }: DocumentContext): Promise<Response> {
  requireSurface("shop");
  const { reference, id } = await params;
  const document = await getShopperDocument(reference, id);
  return document ? answerPdf(id, document, true) : notFound();
}
