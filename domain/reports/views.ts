import { type Money, money } from "../money.ts";
import type { FactSum } from "./facts.ts";
import type { Day, ReportRange, Step } from "./range.ts";

/** What a span of time brought, in the shop's currency. */
export type Totals = {
  /** Orders that were paid in it. */
  orders: number;
  /** What was taken for them. */
  gross: Money;
  /** Of that, what goods, discounts, shipping and tax came to. */
  goods: Money;
  discounts: Money;
  shipping: Money;
  tax: Money;
  units: number;
  refunds: number;
  refunded: Money;
  /** Disputes that were opened in it and lost. */
  lost: Money;
  /** What was taken, without what was refunded in it and lost. */
  net: Money;
  /** Orders that were placed in it, and of them those that were paid, whenever. */
  placed: number;
  placedAndPaid: number;
};

/** Each is a table of the page, and a file. */
export const REPORT_TABLES = [
  "days",
  "products",
  "best_sellers",
  "collections",
  "countries",
  "shipping",
  "discounts",
  "refunds",
  "dead_stock",
] as const;
export type ReportTableName = (typeof REPORT_TABLES)[number];
export type SumTableName = Exclude<ReportTableName, "days" | "dead_stock">;

export type SumRow = {
  /** A country, a reason, or the id of what has a name. */
  key: string;
  /** What it is called in the catalog or was called in the order; null for a key that is a code. */
  name: string | null;
  /** Of a product that is there. */
  slug: string | null;
  /** Units of goods; orders or refunds of everything else. */
  count: number;
  amount: Money;
  countBefore: number;
  amountBefore: Money;
};

export type StepRow = { start: Day; orders: number; gross: Money; refunded: Money; net: Money };

export type DeadStockRow = {
  variantId: string;
  name: string;
  slug: string;
  sku: string | null;
  available: number;
  /** At its price of today. */
  value: Money;
};

export type ReportView = {
  range: ReportRange;
  step: Step;
  now: Totals;
  before: Totals;
  steps: StepRow[];
  tables: Record<SumTableName, SumRow[]>;
  deadStock: DeadStockRow[];
};

/** What an order came to on average, without refunds; null where there was none. */
export function averageOf({ orders, gross }: Pick<Totals, "orders" | "gross">): Money | null {
  if (orders === 0) return null;
  return { ...gross, amountMinor: (gross.amountMinor + BigInt(orders) / 2n) / BigInt(orders) };
}

/** How many of the orders that were placed are paid, from 0 to 1; null where there was none. */
export const conversionOf = ({ placed, placedAndPaid }: Totals): number | null =>
  placed === 0 ? null : placedAndPaid / placed;

/** The growth as a share of what was before, such as 0.25; null where there was nothing. */
export const growthOf = (now: bigint, before: bigint): number | null =>
  before === 0n ? null : Number(((now - before) * 1_000n) / (before < 0n ? -before : before)) / 1_000;

export function totalsOf(sums: FactSum[], currency: string): Totals {
  const of = (kind: FactSum["kind"], key?: string) => {
    const chosen = sums.filter((sum) => sum.kind === kind && (key === undefined || sum.key === key));
    return {
      count: chosen.reduce((all, { count }) => all + count, 0),
      units: chosen.reduce((all, { units }) => all + units, 0),
      minor: chosen.reduce((all, { amountMinor }) => all + amountMinor, 0n),
    };
  };
  const [sale, refund, lost, variant] = [of("sale"), of("refund"), of("dispute"), of("variant")];
  return {
    orders: sale.count,
    gross: money(sale.minor, currency),
    goods: money(variant.minor, currency),
    discounts: money(of("discount").minor, currency),
    shipping: money(of("shipping").minor, currency),
    tax: money(of("tax").minor, currency),
    units: variant.units,
    refunds: refund.count,
    refunded: money(refund.minor, currency),
    lost: money(lost.minor, currency),
    net: money(sale.minor - refund.minor - lost.minor, currency),
    placed: of("checkout").count,
    placedAndPaid: of("checkout", "paid").count,
  };
}
