import { z } from "zod";

/** What the list of products can be narrowed to, one at a time. */
export const PRODUCT_SHOWS = [
  /** Not in the shop's lists, whichever of its states that is. */
  "hidden",
  "draft",
  "low",
  "sold_out",
  "not_counted",
  "no_picture",
  "no_description",
] as const;
export type ProductShow = (typeof PRODUCT_SHOWS)[number];

export const PRODUCT_SORTS = ["title", "newest", "price", "stock", "sold"] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/** The order that a list by this begins with: the newest and what sells best first. */
const DESCENDING: readonly ProductSort[] = ["newest", "sold"];

const values = z.object({
  q: z.string().trim().max(200).default("").catch(""),
  show: z.enum(PRODUCT_SHOWS).or(z.literal("")).default("").catch(""),
  /** The address of a collection. */
  collection: z.string().max(120).default("").catch(""),
  sort: z.enum(PRODUCT_SORTS).or(z.literal("")).default("").catch(""),
  /** The other way round than the sort begins with. */
  turned: z.literal("1").or(z.literal("")).default("").catch(""),
});

/** The list of products as its address has it: texts, empty where they narrow nothing. */
export type ProductListValues = z.infer<typeof values>;

/** Reads an address or a form. What names nothing that there is narrows nothing. */
export const readProductValues = (search: unknown): ProductListValues => values.parse(search);

export type ProductOrder = { sort: ProductSort; isDescending: boolean };

export function orderOf({ sort, turned }: Pick<ProductListValues, "sort" | "turned">): ProductOrder {
  const by = sort || "title";
  return { sort: by, isDescending: DESCENDING.includes(by) !== (turned === "1") };
}

/** The values of a list in this order. */
export function valuesOfOrder({
  sort,
  isDescending,
}: ProductOrder): Pick<ProductListValues, "sort" | "turned"> {
  const isTurned = DESCENDING.includes(sort) !== isDescending;
  return { sort: sort === "title" ? "" : sort, turned: isTurned ? "1" : "" };
}

/** The ready-made views of the list besides all products, as its address has them. */
export const PRODUCT_VIEWS = Object.fromEntries(PRODUCT_SHOWS.map((show) => [show, { show }])) as {
  [Show in ProductShow]: { show: Show };
};
