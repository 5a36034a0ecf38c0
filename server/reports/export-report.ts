import "server-only";
import type { Cell } from "@/domain/exports/csv";
import type { ReportRange, Step } from "@/domain/reports/range";
import type { ReportTableName, ReportView, SumTableName } from "@/domain/reports/views";
import { translator } from "@/messages/messages";
import { countNoun, reportRowName } from "@/messages/report-row";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { transaction } from "../platform/db";
import { env, shopLocale } from "../platform/env";
import type { CsvFile } from "../platform/requests/answer-csv";
import { getReport } from "./get-report";

/** A table of a report as a file, with all of its rows. The audit says who exported it. */
export async function exportReport(table: ReportTableName, range: ReportRange, step: Step): Promise<CsvFile> {
  const admin = await requireAdmin("reports.read");
  const report = await getReport(range, step);
  const { from, to } = range;
  await transaction((tx) => audit(tx, { by: admin, action: "report_exported", after: { table, from, to } }));
  const { header, rows } = fileOf(table, report);
  return { name: `report-${table.replaceAll("_", "-")}-${from}-${to}`, header, batches: inOneBatch(rows) };
}

async function* inOneBatch(rows: Cell[][]): AsyncGenerator<Cell[][]> {
  yield rows;
}

type File = { header: string[]; rows: Cell[][] };

function fileOf(table: ReportTableName, report: ReportView): File {
  if (table === "days") return daysFile(report);
  if (table === "dead_stock") return deadStockFile(report);
  return sumsFile(table, report);
}

const currency = () => env().SHOP_CURRENCY.toUpperCase();

function daysFile({ steps, step }: ReportView): File {
  const t = translator(shopLocale());
  return {
    header: [
      t(`admin.reports.step.${step}`),
      ...[t("admin.reports.orders"), t("admin.exports.column.currency"), t("admin.reports.gross")],
      ...[t("admin.reports.refunded"), t("admin.reports.net")],
    ],
    rows: steps.map(({ start, orders, gross, refunded, net }) => [
      ...[start, orders, currency(), gross, refunded, net],
    ]),
  };
}

function sumsFile(table: SumTableName, { tables }: ReportView): File {
  const t = translator(shopLocale());
  return {
    header: [
      ...[t(`admin.reports.table.${table}.name`), t(countNoun(table)), t("admin.exports.column.currency")],
      ...[t("admin.reports.amount"), t("admin.reports.countBefore"), t("admin.reports.amountBefore")],
    ],
    rows: tables[table].map((row) => [
      ...[reportRowName(t, table, row, shopLocale()), row.count, currency()],
      ...[row.amount, row.countBefore, row.amountBefore],
    ]),
  };
}

function deadStockFile({ deadStock }: ReportView): File {
  const t = translator(shopLocale());
  return {
    header: [
      ...[t("admin.reports.table.dead_stock.name"), t("admin.exports.column.sku")],
      ...[t("admin.reports.available"), t("admin.exports.column.currency"), t("admin.reports.value")],
    ],
    rows: deadStock.map(({ name, sku, available, value }) => [name, sku, available, currency(), value]),
  };
}
