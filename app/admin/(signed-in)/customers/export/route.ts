import { redirect } from "next/navigation";
import { exportCustomers } from "@/server/customers/export-customers";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { readWords } from "@/server/platform/requests/hidden-words";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../require-admin-or-redirect";
import { customersHref } from "../customers-href";

export const dynamic = "force-dynamic";

/** The customers that the list shows as a file. */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const q = (asked.get("q") ?? "").slice(0, 1_200);
  const tag = (asked.get("tag") ?? "").slice(0, 100);
  const list = customersHref({ q, tag });
  await requireAdminOrRedirect("customers.export", list);
  await requireConfirmedOrRedirect(list);
  const search = readWords(q);
  // An address that was typed: the list makes one of it that names nobody.
  if (search === null) redirect(list);
  return answerCsv(await exportCustomers(search, tag));
}
