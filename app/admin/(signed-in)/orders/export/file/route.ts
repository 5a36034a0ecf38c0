import { redirect } from "next/navigation";
import { daysFault } from "@/domain/exports/order-export";
import { exportOrders } from "@/server/orders/export/export-orders";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { readWords } from "@/server/platform/requests/hidden-words";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../../require-admin-or-redirect";
import { exportHref, readExportQuery } from "../export-query";

export const dynamic = "force-dynamic";

/** Orders, their items, refunds or parcels as a file; who cannot have it yet comes to the form again. */
export async function GET(request: Request): Promise<Response> {
  const { values, state } = readExportQuery(Object.fromEntries(new URL(request.url).searchParams));
  const form = exportHref(values);
  await requireAdminOrRedirect("orders.export", form);
  await requireConfirmedOrRedirect(form);
  const { list, file, from, to } = values;
  const search = readWords(list.q);
  if (search === null || daysFault(from, to) !== null) redirect(form);
  const isToSend = list.send === "1";
  const needsAttention = list.attention === "1";
  return answerCsv(
    await exportOrders({
      ...{ file, search, state, toSend: isToSend, needsAttention },
      from: from || undefined,
      to: to || undefined,
    }),
  );
}
