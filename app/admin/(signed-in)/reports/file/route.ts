import { redirect } from "next/navigation";
import { z } from "zod";
import { REPORT_TABLES } from "@/domain/reports/views";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { exportReport } from "@/server/reports/export-report";
import { shopNow } from "@/server/reports/read-facts";
import { reportsHref } from "@/ui/admin/reports/reports-href";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { readReportQuery } from "../report-query";

export const dynamic = "force-dynamic";

const Query = z.object({ table: z.enum(REPORT_TABLES).default("days").catch("days") });

/** A table of the reports as a file; an address with a fault leads to the form that says it. */
export async function GET(request: Request): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { values, fault, range, step } = readReportQuery(search, shopNow().today);
  await requireAdminOrRedirect("reports.read", reportsHref(values));
  if (fault !== null) redirect(reportsHref(values));
  return answerCsv(await exportReport(Query.parse(search).table, range, step));
}
