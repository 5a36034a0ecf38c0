import type { Preset, Step } from "@/domain/reports/range";
import type { ReportTableName } from "@/domain/reports/views";

/** As in the address; empty: not given. */
export type ReportValues = { range: Preset | ""; from: string; to: string; by: Step | "" };

export const reportsHref = (values: Partial<ReportValues>): string => `/admin/reports${queryOf(values)}`;

export const reportFileHref = (values: ReportValues, table: ReportTableName): string =>
  `/admin/reports/file${queryOf({ ...values, table })}`;

function queryOf(values: Record<string, string>): string {
  const given = Object.entries(values).filter(([, value]) => value !== "");
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}
