import "server-only";
import type { CustomerSum } from "@/domain/customers/views";
import type { ListCursor } from "@/domain/list-cursor";
import type { Money } from "@/domain/money";
import { translator } from "@/messages/messages";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { requireConfirmed } from "../accounts/step-up";
import { type CsvColumn, cellsOf, headerOf } from "../orders/export/csv-columns";
import { PAGE, walkPages } from "../orders/export/walk-pages";
import { db, PLANNED_EACH_TIME, Prisma, transaction } from "../platform/db";
import { shopLocale } from "../platform/env";
import type { CsvFile } from "../platform/requests/answer-csv";
import { conditionsOf } from "./list-customers";
import { NOTHING, readSums } from "./read-sums";

/**
 * The customers that the list shows for a search and a tag, as a file whose rows are read while it is sent: a line for each, and
 * one more for each further currency that they paid in. The audit says who exported them, before the first is read.
 * @throws NotSignedInError, NotAllowedError, NotConfirmedError
 */
export async function exportCustomers(search: string, tag = ""): Promise<CsvFile> {
  const admin = await requireAdmin("customers.export");
  await requireConfirmed();
  const after = { isSearch: search.trim() !== "", isTag: tag !== "" };
  await transaction((tx) => audit(tx, { by: admin, action: "customers_exported", after }));
  const t = translator(shopLocale());
  return {
    name: "customers",
    header: headerOf(COLUMNS, t),
    batches: cellsOf(walkCustomers(search, tag), readCustomers, COLUMNS, t),
  };
}

// By their ids, which stay: an order that is placed meanwhile changes a customer's place in the list.
const walkCustomers = (search: string, tag: string) =>
  walkPages((tx, after) => {
    const place = after ? [Prisma.sql`c.id > ${after.id}::uuid`] : [];
    const chosen = Prisma.join([...conditionsOf(search, tag), ...place], " AND ");
    return tx.$queryRaw<ListCursor[]>`${PLANNED_EACH_TIME}
      SELECT c.id, c.last_order_at AS at FROM customers c WHERE ${chosen} ORDER BY c.id LIMIT ${PAGE}`;
  });

export type CustomerToExport = Pick<CustomerSum, "paidOrders"> & {
  email: string;
  name: string | null;
  note: string;
  tags: string[];
  country: string | null;
  lastOrderAt: Date;
  /** In one currency; null where nothing was paid. */
  kept: Money | null;
};

async function readCustomers(ids: string[]): Promise<CustomerToExport[]> {
  const customers = await db().customer.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } });
  const sums = await readSums(customers.map(({ email }) => email));
  return customers.flatMap((customer) => {
    const { paidOrders, kept, country } = sums.get(customer.email) ?? NOTHING;
    const amounts = kept.length > 0 ? kept : [null];
    return amounts.map((amount) => ({ ...customer, paidOrders, country, kept: amount }));
  });
}

const COLUMNS: CsvColumn<CustomerToExport>[] = [
  { key: "email", cell: ({ email }) => email },
  { key: "customer", cell: ({ name }) => name },
  { key: "country", cell: ({ country }) => country },
  { key: "lastOrderAt", cell: ({ lastOrderAt }) => lastOrderAt },
  { key: "paidOrders", cell: ({ paidOrders }) => paidOrders },
  { key: "currency", cell: ({ kept }) => kept?.currency.toUpperCase() ?? null },
  { key: "kept", cell: ({ kept }) => kept },
  { key: "tags", cell: ({ tags }) => tags.join(", ") },
  { key: "note", cell: ({ note }) => note },
];
