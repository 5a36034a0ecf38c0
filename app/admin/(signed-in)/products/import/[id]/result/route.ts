import { notFound } from "next/navigation";
import { isUuid } from "@/domain/uuid";
import { exportResult } from "@/server/catalog/import/runs/export-result";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { requireAdminOrRedirect } from "../../../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

/** What was refused, with lines and reasons, as a file. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  if (!isUuid(id)) notFound();
  await requireAdminOrRedirect("catalog.write", `/admin/products/import/${id}`);
  return answerCsv(await exportResult(id));
}
