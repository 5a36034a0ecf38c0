import { redirect } from "next/navigation";
import { exportCustomers } from "@/server/customers/export-customers";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { readWords } from "@/server/platform/requests/hidden-words";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../require-admin-or-redirect";
import { customersHref } from "../customers-href";

export const dynamic = "force-dynamic";

/** The customers that the list shows as a file. */
export async function GET(request: Request): Promise<Response> {
  const q = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 1_200);
  await requireAdminOrRedirect("customers.export", customersHref(q));
  await requireConfirmedOrRedirect(customersHref(q));
  const search = readWords(q);
  // An address that was typed: the list makes one of it that names nobody.
  if (search === null) redirect(customersHref(q));
  return answerCsv(await exportCustomers(search));
}
