import { type Figure, milliseconds, times } from "../lib/figure.ts";
import { fillOrders } from "../lib/fill-orders.ts";
import { fillTables } from "../lib/fill-tables.ts";
import type { BenchPostgres } from "../lib/open-bench-postgres.ts";
import { type Helper, openHelper } from "../lib/process.ts";
import { runRounds } from "../lib/run-rounds.ts";
import { median, quantile } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { ProductRead, ProductReads } from "../processes/read-products.ts";

const FEW = 100;
const MANY = 10_000;
const ORDERS = 100_000;
const GOAL_MS = 150;

/** Along an index, whatever the shop has; the goal is that they stay flat. */
const FLAT: ProductRead[] = ["by title", "by title, next page", "newest, next page", "a price saved"];
/** These sum or look through what there is. */
const SUMMED: ProductRead[] = [
  ...(["drafts", "sold out", "by price", "by stock", "best sold"] as const),
  ...(["search: an SKU", "how many each view has"] as const),
];
const COUNT = 20;

type Read = { p50: number; p95: number };
type Round = { few: Map<ProductRead, Read>; many: Map<ProductRead, Read> };

/** P14: the admin's list of products, and a save of one, with a hundred times the products, against one row by its key. */
export async function measureProducts(postgres: BenchPostgres, rounds: number): Promise<Figure[]> {
  const few = await openFilled(postgres, "bench_products_few", FEW);
  const many = await openFilled(postgres, "bench_products_many", MANY);
  const end = startStep("P14: the admin's list of products");
  const measureRound = async (): Promise<Round> => {
    const round: Round = { few: new Map(), many: new Map() };
    for (const name of ["key", ...FLAT, ...SUMMED] as const) {
      round.few.set(name, await ask(few, name));
      round.many.set(name, await ask(many, name));
    }
    return round;
  };
  await measureRound();
  const measured = await runRounds(
    rounds,
    measureRound,
    ({ many: of }) => `key ${milliseconds(of.get("key")?.p50 ?? Number.NaN)}`,
  );
  await Promise.all([few.stop(), many.stop()]);
  end();
  return [...FLAT, ...SUMMED].flatMap((name) => figuresOf(name, measured));
}

async function ask(helper: Helper, name: ProductRead): Promise<Read> {
  const question: ProductReads = { name, count: COUNT };
  const taken = await helper.ask<number[]>(question);
  return { p50: median(taken), p95: quantile(taken, 0.95) };
}

function figuresOf(name: ProductRead, rounds: Round[]): Figure[] {
  const of = (size: "few" | "many", round: Round, read: ProductRead) =>
    round[size].get(read)?.p50 ?? Number.NaN;
  const growth = median(rounds.map((round) => of("many", round, name) / of("few", round, name)));
  const ofKey = median(rounds.map((round) => of("many", round, name) / of("many", round, "key")));
  const longest = median(rounds.map(({ many }) => many.get(name)?.p95 ?? Number.NaN));
  const at = `at ${MANY.toLocaleString("en")} products`;
  return [
    {
      goal: "P14",
      what: `${name}: p95 ${at}; p50 against one row by its key`,
      measured: `${milliseconds(longest)}, ${times(ofKey)}`,
      wanted: `≤ ${GOAL_MS} ms`,
      holds: longest <= GOAL_MS,
    },
    {
      goal: "P14",
      what: `${name}: p50 against ${FEW} products`,
      measured: times(growth),
      wanted: FLAT.includes(name) ? "≤ 1.5 times" : "printed",
      holds: FLAT.includes(name) ? growth <= 1.5 : null,
    },
  ];
}

async function openFilled(postgres: BenchPostgres, name: string, count: number): Promise<Helper> {
  const end = startStep(`Filling a database with ${count.toLocaleString("en")} products`);
  const url = await postgres.create(name);
  await fillOrders(url, ORDERS);
  await fillTables(
    url,
    ["products", "variants", "product_images", "order_lines"],
    ["DELETE FROM variants", "DELETE FROM products", productsOf(count), VARIANTS, PICTURES, LINES],
  );
  end();
  return openHelper("read-products", {
    DATABASE_URL: url,
    APP_ORIGIN: "http://127.0.0.1",
    APP_SECRET: "a-secret-for-a-bench-that-is-long-enough",
    STRIPE_RESTRICTED_KEY: "rk_test_LOCAL_EMULATOR_ONLY",
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    STRIPE_WEBHOOK_SECRET: "whsec_for_a_bench_only",
  });
}

const productsOf = (count: number) => `
  INSERT INTO products (slug, title, description, vendor, status, option_names, search_folded, created_at)
  SELECT 'product-' || i, 'Product ' || md5(i::text), repeat('Two honest sentences and a list of facts. ', 10),
         'Vendor ' || i % 50, (CASE WHEN i % 20 = 0 THEN 'draft' ELSE 'active' END)::"ProductStatus", '{Size}',
         'product ' || md5(i::text) || chr(10) || 'sku-product-' || i || '-1 sku-product-' || i || '-2 '
           || repeat('two honest sentences and a list of facts. ', 10),
         now() - i * interval '1 hour'
    FROM generate_series(1, ${count}) AS i`;

const VARIANTS = `
  INSERT INTO variants (product_id, slug, option_values, sku, price_minor, currency, on_hand, position)
  SELECT p.id, 'size-' || n, ARRAY['Size ' || n], 'SKU-' || p.slug || '-' || n, 1000 + n * 100, 'eur',
         (substr(p.slug, 9)::int + n) % 60, n
    FROM products p, generate_series(1, 3) AS n`;

const PICTURES = `
  INSERT INTO product_images (product_id, position, source) SELECT id, 1, '/demo/picture' FROM products`;

/** Every order's line is of another variant. */
const LINES = `
  UPDATE order_lines l SET variant_id = known.ids[1 + o.number % cardinality(known.ids)]
    FROM orders o, (SELECT array_agg(id) AS ids FROM variants) known WHERE o.id = l.order_id`;
