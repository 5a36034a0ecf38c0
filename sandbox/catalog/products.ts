import { newId } from "../objects/ids.ts";
import type { Product } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import {
  boolean,
  list,
  object,
  optional,
  type Param,
  type Read,
  text,
  unsettable,
  url,
} from "../protocol/params.ts";
import type { Work } from "../work/work.ts";

/** docs.stripe.com/changelog/2018-10-31/names-products-character-limit */
export const productName = (): Param<string> => text(250);

const fields = {
  active: optional(boolean()),
  default_price: optional(text()),
  description: unsettable(text(40_000)),
  images: optional(list(url(), 8)),
  metadata: optional(metadata()),
  shippable: optional(boolean()),
  statement_descriptor: optional(text(22)),
  tax_code: unsettable(text()),
  unit_label: unsettable(text(12)),
  url: unsettable(url()),
};
const NOT_YET = ["default_price_data", "marketing_features", "package_dimensions", "tax_details"];
const changes = object({ ...fields, name: optional(productName()) }, NOT_YET);
type Changes = Read<typeof changes>;

function withChanges(product: Product, given: Changes): Product {
  return {
    ...product,
    active: given.active ?? product.active,
    default_price: given.default_price ?? product.default_price ?? null,
    description: given.description === undefined ? product.description : given.description,
    images: given.images ?? product.images,
    metadata: mergeMetadata(product.metadata, given.metadata),
    name: given.name ?? product.name,
    shippable: given.shippable ?? product.shippable,
    statement_descriptor: given.statement_descriptor ?? product.statement_descriptor ?? null,
    tax_code: given.tax_code === undefined ? (product.tax_code ?? null) : given.tax_code,
    unit_label: given.unit_label === undefined ? (product.unit_label ?? null) : given.unit_label,
    url: given.url === undefined ? product.url : given.url,
  };
}

/** Makes a product without an event, as `price_data` does. */
export function buildProduct(work: Work, id: string, name: string, given: Omit<Changes, "name">): Product {
  const blank: Product = {
    id,
    object: "product",
    active: true,
    created: work.now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: work.now,
    url: null,
  };
  return withChanges(blank, { ...given, name: undefined });
}

/** No field given, for products that `price_data` makes. */
export const blankFields = {
  active: undefined,
  default_price: undefined,
  description: undefined,
  images: undefined,
  metadata: undefined,
  shippable: undefined,
  statement_descriptor: undefined,
  tax_code: undefined,
  unit_label: undefined,
  url: undefined,
};

export function getProduct(work: Work, id: string, param = "id"): Product {
  const product = work.store.products.get(id);
  if (!product) throw noSuch("product", id, param);
  return product;
}

const create = endpoint(
  "POST /v1/products",
  one("product"),
  object({ ...fields, name: productName(), id: optional(text()) }, NOT_YET),
  (work, { id, name, ...given }) => {
    const product = buildProduct(work, id ?? newId("product"), name, given);
    work.store.products.put(product);
    work.emit("product.created", product);
    return product;
  },
);

const update = endpoint("POST /v1/products/:id", one("product"), changes, (work, given, id) => {
  const before = getProduct(work, id);
  const product = work.store.products.put({ ...withChanges(before, given), updated: work.now });
  work.emit("product.updated", product, changesFrom(before, product));
  return product;
});

const remove = endpoint("DELETE /v1/products/:id", one("product"), object({}), (work, _, id) => {
  const product = getProduct(work, id);
  if (work.store.prices.all("product", id).length > 0) {
    throw refused("This product cannot be deleted because it has one or more user-created prices.");
  }
  work.store.products.remove(id);
  work.emit("product.deleted", product);
  return { id, object: "product", deleted: true };
});

export const productEndpoints = [
  create,
  update,
  remove,
  endpoint("GET /v1/products/:id", one("product"), object({}), (work, _, id) => getProduct(work, id)),
  listEndpoint("GET /v1/products", "product", (store) => store.products, {
    filters: { active: optional(boolean()), shippable: optional(boolean()) },
  }),
];
