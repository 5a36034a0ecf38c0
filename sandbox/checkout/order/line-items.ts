import { amountFields, buildPrice, getPrice } from "../../catalog/prices.ts";
import { blankFields, buildProduct, getProduct, productName } from "../../catalog/products.ts";
import { newId } from "../../objects/ids.ts";
import type { CheckoutSession, LineItem, Price, Product } from "../../objects/stripe-objects.ts";
import { invalidRequest, noSuch } from "../../protocol/errors.ts";
import { type ListObject, listOf, type Paging } from "../../protocol/list.ts";
import { mergeMetadata, metadata } from "../../protocol/metadata.ts";
import { integer, list, optional, type Read, requiredObject, text, url } from "../../protocol/params.ts";
import type { Store } from "../../store/store.ts";
import type { Work } from "../../work/work.ts";
import { hiddenFieldsOf } from "./hidden-fields.ts";

const productData = requiredObject(
  {
    name: productName(),
    description: optional(text(40_000)),
    images: optional(list(url(), 8)),
    metadata: optional(metadata()),
    tax_code: optional(text()),
  },
  ["tax_details", "unit_label"],
);

const priceData = requiredObject(
  { ...amountFields, product: optional(text()), product_data: optional(productData) },
  ["recurring"],
);

export const lineFields = {
  price: optional(text()),
  price_data: optional(priceData),
  quantity: optional(integer(1, 999_999)),
  metadata: optional(metadata()),
};
export const LINE_NOT_YET = ["adjustable_quantity", "tax_rates"];
export const lineItem = requiredObject(lineFields, LINE_NOT_YET);

export type LineItemParams = Read<typeof lineItem>;

/** The `line_items` of a checkout session, as `expand` shows them. */
export function itemsOf(store: Store, session: string): ListObject<LineItem> {
  const items = store.hiddenFields.get(session)?.lineItems ?? [];
  return listOf(`/v1/checkout/sessions/${session}/line_items`, items);
}

/** Lines have no table of their own: a page is a cut out of the session's few. */
export function pageOfLines(
  work: Work,
  session: CheckoutSession,
  { limit = 10, starting_after: after, ending_before: before }: Paging,
): ListObject<LineItem> {
  const lines = hiddenFieldsOf(work, session).lineItems;
  const url = `/v1/checkout/sessions/${session.id}/line_items`;
  const position = (id: string, param: string): number => {
    const found = lines.findIndex((line) => line.id === id);
    if (found === -1) throw noSuch("line_item", id, param);
    return found;
  };
  if (before !== undefined) {
    const end = position(before, "ending_before");
    return listOf(url, lines.slice(Math.max(0, end - limit), end), end > limit);
  }
  const start = after === undefined ? 0 : position(after, "starting_after") + 1;
  return listOf(url, lines.slice(start, start + limit), lines.length > start + limit);
}

export function buildLineItem(work: Work, given: LineItemParams, index: number): LineItem {
  const path = `line_items[${index}]`;
  const price =
    given.price === undefined
      ? inlinePrice(work, given, path)
      : getPrice(work, given.price, `${path}[price]`);
  if (!price.active && given.price !== undefined) {
    throw invalidRequest(
      `The price specified is inactive. This field only accepts active prices.`,
      `${path}[price]`,
    );
  }
  if (price.type === "recurring") {
    throw invalidRequest(
      "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
      `${path}[price]`,
    );
  }
  if (given.quantity === undefined) {
    const param = `${path}[quantity]`;
    throw invalidRequest(`Missing required param: ${param}.`, param, "parameter_missing");
  }
  const amount = (price.unit_amount ?? 0) * given.quantity;
  return {
    id: newId("item"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: work.store.products.get(price.product)?.name ?? null,
    metadata: mergeMetadata({}, given.metadata),
    price,
    quantity: given.quantity,
  };
}

/** `price_data` makes a price, and usually a product, that exist for this one line and are not for sale. */
function inlinePrice(work: Work, { price_data: data }: LineItemParams, path: string): Price {
  if (!data)
    throw invalidRequest(`Missing required param: ${path}[price].`, `${path}[price]`, "parameter_missing");
  if (data.product === undefined && !data.product_data) {
    const param = `${path}[price_data][product_data]`;
    throw invalidRequest(`Missing required param: ${param}.`, param, "parameter_missing");
  }
  const product =
    data.product === undefined
      ? inlineProduct(work, data.product_data)
      : getProduct(work, data.product, `${path}[price_data][product]`);
  const price = buildPrice(work, product.id, data, `${path}[price_data][unit_amount]`);
  return work.store.prices.put({ ...price, active: false });
}

function inlineProduct(work: Work, data: NonNullable<LineItemParams["price_data"]>["product_data"]): Product {
  const fields = { ...blankFields, ...data, active: false };
  return work.store.products.put(buildProduct(work, newId("product"), data?.name ?? "", fields));
}
