import { readProductValues } from "../../../domain/catalog/list/product-filter.ts";
import { readProductCounts } from "../../../server/catalog/list/count-products.ts";
import { readCatalogPage } from "../../../server/catalog/list/list-catalog.ts";
import { saveProduct } from "../../../server/catalog/write/save-product.ts";
import { changeCatalog } from "../../../server/page-cache/change-catalog.ts";
import { pool } from "../../../server/platform/db.ts";
import { answerQuestions } from "../lib/answer-questions.ts";

export type ProductReads = { name: ProductRead; count: number };
export type ProductRead = keyof typeof READS;

type Sample = { id: string; slug: string; title: string; time: string };

let samples: Sample[] = [];
let next = 0;

function anyProduct(): Sample {
  next += 1;
  const sample = samples[(next * 7_919) % samples.length];
  if (!sample) throw new Error("there are no products");
  return sample;
}

const page = (search: object, after?: string) => readCatalogPage(readProductValues(search), { after });

/** What the admin's list of products reads, a save of one product, and one row by its key for comparison. */
const READS = {
  key: () => pool().query("SELECT * FROM products WHERE id = $1", [anyProduct().id]),
  "by title": () => page({}),
  "by title, next page": () => {
    const { id, title } = anyProduct();
    return page({}, `${id}.${title.toLowerCase()}`);
  },
  "newest, next page": () => {
    const { id, time } = anyProduct();
    return page({ sort: "newest" }, `${id}.${time}`);
  },
  drafts: () => page({ show: "draft" }),
  "sold out": () => page({ show: "sold_out" }),
  "by price": () => page({ sort: "price" }),
  "by stock": () => page({ sort: "stock" }),
  "best sold": () => page({ sort: "sold" }),
  "search: an SKU": () => page({ q: `sku-${anyProduct().slug}-1` }),
  "how many each view has": () => readProductCounts(),
  "a price saved": () => {
    const { id, slug } = anyProduct();
    const priceMinor = BigInt(1_000 + (next % 1_000));
    const sku = `SKU-${slug}-1`;
    return changeCatalog((change) => saveProduct(change, { id, slug, variants: [{ sku, priceMinor }] }));
  },
};

answerQuestions(async ({ name, count }: ProductReads): Promise<number[]> => {
  if (samples.length === 0)
    samples = (
      await pool().query<Sample>(
        "SELECT id, slug, title, (extract(epoch FROM created_at) * 1000)::bigint::text AS time FROM products ORDER BY id LIMIT 1000",
      )
    ).rows;
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const started = performance.now();
    await READS[name]();
    times.push(performance.now() - started);
  }
  return times;
});
