import { maximumCharge } from "../objects/currencies.ts";
import { newId } from "../objects/ids.ts";
import type { Price } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { checkStep } from "../protocol/check-amount.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import {
  boolean,
  currency,
  integer,
  object,
  oneOf,
  optional,
  requiredObject,
  text,
} from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { blankFields, buildProduct, getProduct, productName } from "./products.ts";

/** What a price may be made of, in `POST /v1/prices` and in a line's `price_data` alike. */
export const amountFields = {
  currency: currency(),
  unit_amount: optional(integer()),
  unit_amount_decimal: optional(text(40)),
  tax_behavior: optional(oneOf("inclusive", "exclusive", "unspecified")),
};
interface Amount {
  currency: string;
  unit_amount: number | undefined;
  unit_amount_decimal: string | undefined;
  tax_behavior: Price["tax_behavior"] | undefined;
}

const NOT_YET = [
  "billing_scheme",
  "currency_options",
  "custom_unit_amount",
  "tiers",
  "tiers_mode",
  "transform_quantity",
  "transfer_lookup_key",
];

/** Minor units; fractions of one are Stripe's and not the sandbox's. */
function unitAmountOf({ unit_amount, unit_amount_decimal, currency }: Amount, path: string): number {
  const amount =
    unit_amount ?? (unit_amount_decimal === undefined ? Number.NaN : Number(unit_amount_decimal));
  if (Number.isNaN(amount))
    throw invalidRequest(`Missing required param: ${path}.`, path, "parameter_missing");
  if (!Number.isInteger(amount) || amount < 0) {
    throw invalidRequest("Invalid decimal: the sandbox takes whole minor units only.", path);
  }
  if (amount > maximumCharge(currency)) {
    throw invalidRequest(
      `This value must be less than or equal to ${maximumCharge(currency)}.`,
      path,
      "parameter_invalid_integer",
    );
  }
  checkStep(amount, currency, path);
  return amount;
}

export function buildPrice(work: Work, product: string, given: Amount, path = "unit_amount"): Price {
  const amount = unitAmountOf(given, path);
  return {
    id: newId("price"),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    created: work.now,
    currency: given.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product,
    recurring: null,
    tax_behavior: given.tax_behavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: "one_time",
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  };
}

export function getPrice(work: Work, id: string, param = "id"): Price {
  const price = work.store.prices.get(id);
  if (!price) throw noSuch("price", id, param);
  return price;
}

const own = {
  active: optional(boolean()),
  lookup_key: optional(text(200)),
  metadata: optional(metadata()),
  nickname: optional(text()),
};

/** A price by the month can be made and listed; a checkout session of mode payment refuses it, as Stripe does. */
const recurring = optional(
  requiredObject(
    {
      interval: oneOf("day", "month", "week", "year"),
      interval_count: optional(integer(1, 1095)),
      usage_type: optional(oneOf("licensed", "metered")),
    },
    ["meter", "trial_period_days"],
  ),
);

const create = endpoint(
  "POST /v1/prices",
  one("price"),
  object(
    {
      ...amountFields,
      ...own,
      product: optional(text()),
      recurring,
      product_data: optional(
        requiredObject({ name: productName(), active: optional(boolean()), metadata: optional(metadata()) }, [
          "id",
          "statement_descriptor",
          "tax_code",
          "unit_label",
        ]),
      ),
    },
    NOT_YET,
  ),
  (work, given) => {
    if (given.product === undefined && given.product_data === undefined) {
      throw invalidRequest(
        "You must specify either `product` or `product_data` when creating a price.",
        "product",
        "parameter_missing",
      );
    }
    const product = given.product === undefined ? null : getProduct(work, given.product, "product");
    const made = given.product_data && {
      ...buildProduct(work, newId("product"), given.product_data.name, blankFields),
      metadata: mergeMetadata({}, given.product_data.metadata),
    };
    if (made) work.emit("product.created", work.store.products.put(made));
    const price: Price = {
      ...buildPrice(work, product?.id ?? made?.id ?? "", given),
      active: given.active ?? true,
      lookup_key: given.lookup_key ?? null,
      metadata: mergeMetadata({}, given.metadata),
      nickname: given.nickname ?? null,
      recurring: given.recurring
        ? {
            interval: given.recurring.interval,
            interval_count: given.recurring.interval_count ?? 1,
            meter: null,
            trial_period_days: null,
            usage_type: given.recurring.usage_type ?? "licensed",
          }
        : null,
      type: given.recurring ? "recurring" : "one_time",
    };
    work.store.prices.put(price);
    work.emit("price.created", price);
    return price;
  },
);

const update = endpoint(
  "POST /v1/prices/:id",
  one("price"),
  object({ ...own, tax_behavior: amountFields.tax_behavior }, NOT_YET),
  (work, given, id) => {
    const price = getPrice(work, id);
    const changed = work.store.prices.put({
      ...price,
      active: given.active ?? price.active,
      lookup_key: given.lookup_key ?? price.lookup_key,
      metadata: mergeMetadata(price.metadata, given.metadata),
      nickname: given.nickname ?? price.nickname,
      tax_behavior: given.tax_behavior ?? price.tax_behavior,
    });
    work.emit("price.updated", changed, changesFrom(price, changed));
    return changed;
  },
);

export const priceEndpoints = [
  create,
  update,
  endpoint("GET /v1/prices/:id", one("price"), object({}), (work, _, id) => getPrice(work, id)),
  listEndpoint("GET /v1/prices", "price", (store) => store.prices, {
    filters: {
      active: optional(boolean()),
      currency: optional(currency()),
      product: optional(text()),
      type: optional(oneOf("one_time", "recurring")),
    },
    indexed: ["product"],
  }),
];
