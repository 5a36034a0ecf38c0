import type { CheckoutSession, LineItem } from "../../objects/stripe-objects.ts";
import { invalidRequest, refused } from "../../protocol/errors.ts";
import { mergeMetadata } from "../../protocol/metadata.ts";
import type { Work } from "../../work/work.ts";
import { amountsOf } from "../order/amounts.ts";
import { checkLines, checkTotal } from "../order/check-total.ts";
import { discountOf, noteLineDiscounts, withDiscount } from "../order/discounts.ts";
import { hiddenFieldsOf } from "../order/hidden-fields.ts";
import { buildLineItem } from "../order/line-items.ts";
import { resolveShippingOptions } from "../order/shipping.ts";
import type { UpdateLineParams, UpdateParams } from "./session-params.ts";

/** What the shop changes about a session that exists: metadata at any time, the rest while it is open. */
export function updateSession(work: Work, session: CheckoutSession, given: UpdateParams): CheckoutSession {
  const metadata = mergeMetadata(session.metadata ?? {}, given.metadata);
  if (given.shipping_options === undefined && given.line_items === undefined)
    return work.store.sessions.put({ ...session, metadata });
  if (session.status !== "open") {
    throw refused(
      `Only open Checkout Sessions can be changed. This one is \`${session.status}\`.`,
      undefined,
      "session",
    );
  }
  const hidden = hiddenFieldsOf(work, session);
  const currency = session.currency ?? "usd";
  const wanted = given.line_items
    ? given.line_items.map((line, index) => updateLine(work, hidden.lineItems, line, index))
    : hidden.lineItems;
  const lines = withDiscount(work.store, wanted, discountOf(work.store, hidden.discount));
  checkLines(lines, currency);
  const options = given.shipping_options
    ? resolveShippingOptions(work, given.shipping_options, currency)
    : session.shipping_options;
  const chosen = given.shipping_options
    ? String(options[0]?.shipping_rate ?? "")
    : String(session.shipping_cost?.shipping_rate ?? "");
  const amounts = amountsOf(lines, options, chosen);
  checkTotal(amounts.amount_total ?? 0, currency);
  work.store.hiddenFields.put({ ...hidden, lineItems: lines });
  noteLineDiscounts(work, session.id, lines);
  return work.store.sessions.put({ ...session, ...amounts, metadata });
}

/** A line that stays, by its id, perhaps with another quantity or price; or a new one. */
function updateLine(work: Work, lines: LineItem[], given: UpdateLineParams, index: number): LineItem {
  const { id, ...input } = given;
  if (id === undefined) return buildLineItem(work, input, index);
  const known = lines.find((line) => line.id === id);
  if (!known) {
    throw invalidRequest(
      `No such line item in this Checkout Session: '${id}'`,
      `line_items[${index}][id]`,
      "resource_missing",
    );
  }
  const quantity = input.quantity ?? known.quantity ?? 1;
  const metadata = mergeMetadata(known.metadata ?? {}, input.metadata);
  if (input.price !== undefined || input.price_data)
    return { ...buildLineItem(work, { ...input, quantity }, index), id, metadata };
  const amount = (known.price.unit_amount ?? 0) * quantity;
  return { ...known, amount_discount: 0, amount_subtotal: amount, amount_total: amount, metadata, quantity };
}
