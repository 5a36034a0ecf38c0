import "server-only";
import { money } from "@/domain/money";
import { FACT_KINDS, type FactKind, type FactSum } from "@/domain/reports/facts";
import type { ReportRange, Step } from "@/domain/reports/range";
import { type ReportView, type SumRow, totalsOf } from "@/domain/reports/views";
import { requireAdmin } from "../accounts/session";
import { env } from "../platform/env";
import { type CatalogNames, readCatalogNames } from "./catalog-names";
import { listDeadStock } from "./dead-stock";
import { readStepRows, readSums, shopNow } from "./read-facts";

/** Everything that reports show of a range, in the shop's currency: what was paid in another one is in no sum. */
export async function getReport(range: ReportRange, step: Step): Promise<ReportView> {
  await requireAdmin("reports.read");
  const { SHOP_CURRENCY: currency } = env();
  const until = range.isRunning ? shopNow().time : undefined;
  const [now, before, steps] = await Promise.all([
    readSums({ ...range, kinds: FACT_KINDS }),
    readSums({ ...range.before, kinds: FACT_KINDS, until }),
    readStepRows(range, step),
  ]);
  const sold = now.filter(({ kind }) => kind === "variant").map(({ key }) => key);
  const [names, deadStock] = await Promise.all([
    readCatalogNames([...now, ...before].flatMap(({ kind, key }) => (kind === "variant" ? key : []))),
    listDeadStock(sold, currency),
  ]);
  const rows = (kind: FactKind) => (place: (key: string) => Place[]) =>
    compared(
      now.filter((sum) => sum.kind === kind),
      before.filter((sum) => sum.kind === kind),
      place,
      currency,
    );
  const products = rows("variant")((key) => [productOf(names, key)]);
  return {
    range,
    step,
    now: totalsOf(now, currency),
    before: totalsOf(before, currency),
    steps,
    tables: {
      products,
      best_sellers: rows("variant")((key) => [variantOf(names, key)])
        .filter(({ count }) => count > 0)
        .toSorted((one, other) => other.count - one.count),
      collections: rows("variant")((key) => collectionsOf(names, key)),
      countries: rows("sale")(asItIs),
      shipping: rows("shipping")(asItIs),
      discounts: rows("discount")(asItIs),
      refunds: rows("refund")(asItIs),
    },
    deadStock,
  };
}

/** In which row of a table a sum counts. */
type Place = Pick<SumRow, "key" | "name" | "slug">;

const asItIs = (key: string): Place[] => [{ key, name: null, slug: null }];

function productOf(names: CatalogNames, key: string): Place {
  const found = names.variants.get(key);
  return found
    ? { key: found.productId, name: found.product, slug: found.slug }
    : { key, name: key, slug: null };
}

function variantOf(names: CatalogNames, key: string): Place {
  const found = names.variants.get(key);
  return { key, name: found?.variant ?? key, slug: found?.slug ?? null };
}

/** As the catalog is today. A product in two collections counts in both. */
const collectionsOf = (names: CatalogNames, key: string): Place[] =>
  names.collections.get(names.variants.get(key)?.productId ?? "") ?? [{ key: "", name: null, slug: null }];

/** Rows of sums and of those before, by amount; also those that only the days before have. */
function compared(
  now: FactSum[],
  before: FactSum[],
  place: (key: string) => Place[],
  currency: string,
): SumRow[] {
  const rows = new Map<string, SumRow>();
  const nothing = money(0n, currency);
  const add = (sum: FactSum, change: (row: SumRow) => Partial<SumRow>) => {
    for (const at of place(sum.key)) {
      const row = rows.get(at.key) ?? {
        ...at,
        ...{ count: 0, amount: nothing, countBefore: 0, amountBefore: nothing },
      };
      rows.set(at.key, { ...row, ...change(row) });
    }
  };
  const count = ({ kind, units, count: lines }: FactSum) => (kind === "variant" ? units : lines);
  for (const sum of now)
    add(sum, (row) => ({
      count: row.count + count(sum),
      amount: money(row.amount.amountMinor + sum.amountMinor, currency),
    }));
  for (const sum of before)
    add(sum, (row) => ({
      countBefore: row.countBefore + count(sum),
      amountBefore: money(row.amountBefore.amountMinor + sum.amountMinor, currency),
    }));
  return [...rows.values()].toSorted((one, other) =>
    one.amount.amountMinor === other.amount.amountMinor
      ? Number(other.amountBefore.amountMinor - one.amountBefore.amountMinor)
      : Number(other.amount.amountMinor - one.amount.amountMinor),
  );
}
