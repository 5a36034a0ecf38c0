import "server-only";
import type { OrderExportInput } from "@/domain/exports/order-export";
import type { ListCursor } from "@/domain/list-cursor";
import { translator } from "@/messages/messages";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { requireConfirmed } from "../../accounts/step-up";
import { PLANNED_EACH_TIME, Prisma, transaction } from "../../platform/db";
import { shopLocale } from "../../platform/env";
import type { CsvFile } from "../../platform/requests/answer-csv";
import { withinDays } from "../admin/order-conditions";
import { type CsvColumn, cellsOf, headerOf } from "./csv-columns";
import { all, exportConditions } from "./export-conditions";
import { ITEM_COLUMNS, readItems } from "./item-columns";
import { ORDER_COLUMNS, readOrders } from "./order-columns";
import { PARCEL_COLUMNS, readParcels } from "./parcel-columns";
import { REFUND_COLUMNS, readRefunds } from "./refund-columns";
import { PAGE, walkPages } from "./walk-pages";

type Days = Pick<OrderExportInput, "from" | "to">;

/**
 * Orders, or what belongs to them, as a file whose rows are read while it is sent: the oldest first, each once, also
 * when more are added meanwhile. Orders and items are chosen by the day they were placed, refunds by the day they were
 * requested, parcels by the day they were sent. The audit says who exported what, before the first row is read.
 * @throws NotSignedInError, NotAllowedError, NotConfirmedError; PostgreSQL's error for a day that is none
 */
export async function exportOrders(input: OrderExportInput): Promise<CsvFile> {
  const admin = await requireAdmin("orders.export");
  await requireConfirmed();
  const { file, search, state, toSend, needsAttention, isSent, since, until, country, from, to } = input;
  const { minMinor, maxMinor, shipping, product } = input;
  const after = {
    file,
    // What was searched for may be a shopper's name.
    chosen: input.ids?.length ?? null,
    isSearch: search.trim() !== "",
    state: state ?? null,
    toSend: toSend === true,
    needsReview: needsAttention === true,
    isSent: isSent === true,
    placed: since || until ? `${since ?? ""}–${until ?? ""}` : null,
    country: country ?? null,
    minMinor: minMinor?.toString() ?? null,
    maxMinor: maxMinor?.toString() ?? null,
    shipping: shipping ?? null,
    product: product ?? null,
    from: from ?? null,
    to: to ?? null,
  };
  await transaction((tx) => audit(tx, { by: admin, action: "orders_exported", after }));
  const conditions = await exportConditions(input);
  switch (file) {
    case "orders":
      return fileOf(file, walkOrders(conditions, input), readOrders, ORDER_COLUMNS);
    case "items":
      return fileOf(file, walkOrders(conditions, input), readItems, ITEM_COLUMNS);
    case "refunds":
      return fileOf(file, walkRefunds(conditions, input), readRefunds, REFUND_COLUMNS);
    case "parcels":
      return fileOf(file, walkParcels(conditions, input), readParcels, PARCEL_COLUMNS);
  }
}

function fileOf<Row>(
  name: string,
  pages: AsyncGenerator<string[]>,
  read: (ids: string[]) => Promise<Row[]>,
  columns: CsvColumn<Row>[],
): CsvFile {
  const t = translator(shopLocale());
  return { name, header: headerOf(columns, t), batches: cellsOf(pages, read, columns, t) };
}

// By hand, like the two that follow: places compared as rows, and conditions of the list.
const walkOrders = (conditions: Prisma.Sql[], days: Days) =>
  walkPages((tx, after) => {
    const place = after ? [Prisma.sql`(o.placed_at, o.id) > (${after.at}, ${after.id}::uuid)`] : [];
    const chosen = all([...conditions, ...withinDays(Prisma.sql`o.placed_at`, days.from, days.to), ...place]);
    return tx.$queryRaw<ListCursor[]>`${PLANNED_EACH_TIME}
      SELECT o.id, o.placed_at AS at FROM orders o WHERE ${chosen} ORDER BY o.placed_at, o.id LIMIT ${PAGE}`;
  });

const walkRefunds = (conditions: Prisma.Sql[], days: Days) =>
  walkPages((tx, after) => {
    // The first part is what the index of times answers.
    const place = after
      ? [Prisma.sql`r.created_at >= ${after.at} AND (r.created_at, r.id) > (${after.at}, ${after.id}::uuid)`]
      : [];
    const chosen = all([
      ...conditions,
      ...withinDays(Prisma.sql`r.created_at`, days.from, days.to),
      ...place,
    ]);
    return tx.$queryRaw<ListCursor[]>`${PLANNED_EACH_TIME}
      SELECT r.id, r.created_at AS at FROM refunds r JOIN orders o ON o.id = r.order_id
       WHERE ${chosen} ORDER BY r.created_at, r.id LIMIT ${PAGE}`;
  });

// Their ids grow with time.
const walkParcels = (conditions: Prisma.Sql[], days: Days) =>
  walkPages((tx, after) => {
    const place = after ? [Prisma.sql`f.id > ${after.id}::uuid`] : [];
    const chosen = all([...conditions, ...withinDays(Prisma.sql`f.sent_at`, days.from, days.to), ...place]);
    return tx.$queryRaw<ListCursor[]>`${PLANNED_EACH_TIME}
      SELECT f.id, f.sent_at AS at FROM fulfillments f JOIN orders o ON o.id = f.order_id
       WHERE f.state <> 'undone' AND ${chosen} ORDER BY f.id LIMIT ${PAGE}`;
  });
