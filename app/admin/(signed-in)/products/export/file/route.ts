import { z } from "zod";
import { CATALOG_FILES } from "@/domain/exports/catalog-export";
import { exportCatalog } from "@/server/catalog/export/export-catalog";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

const Query = z.object({ file: z.enum(CATALOG_FILES).catch("products") });

/** Products, stock or collections as a file. */
export async function GET(request: Request): Promise<Response> {
  const { file } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  await requireAdminOrRedirect("catalog.read", "/admin/products/export");
  return answerCsv(await exportCatalog(file));
}
