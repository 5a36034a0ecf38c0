import { redirect } from "next/navigation";
import { exportOrders } from "@/server/orders/export/export-orders";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { readWords } from "@/server/platform/requests/hidden-words";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../../require-admin-or-redirect";
import { exportHref, readExportQuery } from "../export-query";

export const dynamic = "force-dynamic";

/** Orders, their items, refunds or parcels as a file; who cannot have it yet comes to the form again. */
export async function GET(request: Request): Promise<Response> {
  const { values, filter, fault } = readExportQuery(Object.fromEntries(new URL(request.url).searchParams));
  const form = exportHref(values);
  await requireAdminOrRedirect("orders.export", form);
  await requireConfirmedOrRedirect(form);
  const { ids, list, file, from, to } = values;
  const search = readWords(list.q);
  if (search === null || fault !== null) redirect(form);
  return answerCsv(
    await exportOrders({
      ...filter,
      file,
      search,
      ids: ids.length > 0 ? ids : undefined,
      from: from || undefined,
      to: to || undefined,
    }),
  );
}
