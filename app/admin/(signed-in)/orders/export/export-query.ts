import { z } from "zod";
import { type DaysFault, daysFault } from "@/domain/exports/days";
import { EXPORT_FILES } from "@/domain/exports/order-export";
import { MAX_BATCH, readIds } from "@/domain/fulfillment/paper";
import {
  filterOf,
  type ListFault,
  type OrderFilter,
  readListValues,
} from "@/domain/orders/list/order-filter";
import { env } from "@/server/platform/env";
import type { ExportValues } from "@/ui/admin/exports/export-form";

const Query = z.object({
  file: z.enum(EXPORT_FILES).default("orders").catch("orders"),
  // A day that is none is no reason to export all days: the form says so.
  from: z.string().default("").catch("?"),
  to: z.string().default("").catch("?"),
  ids: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
});

type ExportQuery = {
  values: ExportValues;
  fault: DaysFault | ListFault | null;
  /** Of the orders; empty where something is wrong. */
  filter: OrderFilter;
};

/** What an address of this page or of its file asks for. */
export function readExportQuery(search: unknown): ExportQuery {
  const { file, from, to, ids } = Query.parse(search);
  const list = readListValues(search);
  const values = {
    ids: readIds(ids).slice(0, MAX_BATCH),
    list,
    file,
    from: from.slice(0, 20),
    to: to.slice(0, 20),
  };
  const { filter, fault } = filterOf(list, env().SHOP_CURRENCY);
  return { values, filter: filter ?? {}, fault: fault ?? daysFault(from, to) };
}

/** The form with these values. */
export function exportHref({ ids, list, file, from, to }: ExportValues): string {
  const given = Object.entries({ ...list, file, from, to, ids: ids.join(",") }).filter(
    ([, value]) => value !== "",
  );
  return `/admin/orders/export?${new URLSearchParams(given)}`;
}
