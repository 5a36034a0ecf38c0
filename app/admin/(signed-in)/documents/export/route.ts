import { redirect } from "next/navigation";
import { z } from "zod";
import { MONTH } from "@/domain/documents/month";
import { DOCUMENT_FILES, exportDocuments } from "@/server/documents/export-documents";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

const Query = z.object({ file: z.enum(DOCUMENT_FILES), month: z.string().regex(MONTH) });

/** The documents of a month as a file. */
export async function GET(request: Request): Promise<Response> {
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const page = `/admin/documents${query.success ? `?month=${query.data.month}` : ""}`;
  await requireAdminOrRedirect("orders.export", page);
  await requireConfirmedOrRedirect(page);
  if (!query.success) redirect(page);
  return answerCsv(await exportDocuments(query.data.file, query.data.month));
}
