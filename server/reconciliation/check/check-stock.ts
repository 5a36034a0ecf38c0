import "server-only";
import type { Difference } from "@/domain/reconciliation/differences";
import { db } from "../../platform/db";
import type { Step } from "./checkpoint";

const PAGE = 2_000;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

type Row = {
  id: string;
  sku: string | null;
  onHand: number;
  reserved: number;
  held: number;
  entered: number;
};

/** Compares every variant's stock with its holds and its ledger. One statement reads both, so concurrent changes do not show. */
export const checkStock: Step = {
  what: "stock",
  page: async (comparison) => {
    const rows = await readVariants(comparison.after ?? FIRST_ID);
    for (const row of rows)
      for (const difference of [compareFigures(row), compareLedger(row)])
        if (difference) comparison.differences.push(difference);
    comparison.checked.variants += rows.length;
    comparison.after = rows.at(-1)?.id ?? comparison.after;
    return rows.length === PAGE;
  },
};

function readVariants(after: string): Promise<Row[]> {
  // By hand, as below: stock and sums of holds as of one moment.
  return db().$queryRaw<Row[]>`
    SELECT v.id, v.sku, v.on_hand AS "onHand", v.reserved,
           (SELECT coalesce(sum(quantity), 0)::int FROM stock_holds
             WHERE variant_id = v.id AND state = 'held' AND is_counted) AS held,
           (SELECT coalesce(sum(delta), 0)::int FROM stock_movements WHERE variant_id = v.id) AS entered
      FROM variants v WHERE v.id > ${after}::uuid ORDER BY v.id LIMIT ${PAGE}`;
}

function compareFigures({ id, sku, onHand, reserved, held }: Row): Difference | null {
  const isInBounds = reserved >= 0 && reserved <= onHand;
  if (isInBounds && reserved === held) return null;
  return {
    kind: "stock_figures",
    subject: id,
    orderId: null,
    evidence: {
      records: { code: "stock", variant: sku ?? id, onHand, reserved, held },
      stripe: { code: "not_asked" },
    },
    // The held units can be recounted from the holds; the units on the shelf cannot.
    repair: held <= onHand && reserved !== held ? { kind: "recount_reserved", id } : null,
  };
}

function compareLedger({ id, sku, onHand, entered }: Row): Difference | null {
  if (entered === onHand) return null;
  return {
    kind: "stock_ledger",
    subject: id,
    orderId: null,
    evidence: {
      records: { code: "stock_ledger", variant: sku ?? id, onHand, entered },
      stripe: { code: "not_asked" },
    },
    repair: { kind: "correct_ledger", id },
  };
}

/** Checks that units on hand and sold make up the initial stock, for callers who know it did not change otherwise. */
export async function checkShelf(initialStock: ReadonlyMap<string, number>): Promise<Difference[]> {
  const rows = await db().$queryRaw<{ id: string; onHand: number; sold: number }[]>`
    SELECT v.id, v.on_hand AS "onHand",
           (SELECT coalesce(sum(quantity - put_back), 0)::int FROM stock_holds
             WHERE variant_id = v.id AND state = 'sold' AND is_counted) AS sold
      FROM variants v WHERE v.id = ANY (${[...initialStock.keys()]}::uuid[])`;
  return rows.flatMap(({ id, onHand, sold }): Difference[] => {
    const initial = initialStock.get(id) ?? null;
    if (onHand + sold === initial) return [];
    return [
      {
        kind: "stock_figures",
        subject: id,
        orderId: null,
        evidence: {
          records: { code: "stock_sold", variant: id, onHand, sold, initial },
          stripe: { code: "not_asked" },
        },
        repair: null,
      },
    ];
  });
}
