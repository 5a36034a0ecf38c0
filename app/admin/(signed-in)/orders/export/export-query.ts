import { z } from "zod";
import { EXPORT_FILES } from "@/domain/exports/order-export";
import { PAYMENT_STATES } from "@/domain/orders/states";
import type { ExportValues } from "@/ui/admin/exports/export-form";

const Query = z.object({
  q: z.string().max(1_200).default("").catch(""),
  state: z.enum(PAYMENT_STATES).optional().catch(undefined),
  send: z.literal("1").optional().catch(undefined),
  attention: z.literal("1").optional().catch(undefined),
  file: z.enum(EXPORT_FILES).default("orders").catch("orders"),
  // A day that is none is no reason to export all days: the form says so.
  from: z.string().default("").catch("?"),
  to: z.string().default("").catch("?"),
});

/** What an address of this page or of its file asks for. */
export function readExportQuery(search: unknown) {
  const { q, state, send, attention, file, from, to } = Query.parse(search);
  const list = { q, state: state ?? "", send: send ?? "", attention: attention ?? "" };
  const values: ExportValues = { list, file, from: from.slice(0, 20), to: to.slice(0, 20) };
  return { values, state };
}

/** The form with these values. */
export function exportHref({ list, file, from, to }: ExportValues): string {
  const given = Object.entries({ ...list, file, from, to }).filter(([, value]) => value !== "");
  return `/admin/orders/export?${new URLSearchParams(given)}`;
}
