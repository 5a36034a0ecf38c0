import { html } from "hono/html";
import { formatAmount } from "../../objects/currencies.ts";
import type { LineItem } from "../../objects/stripe-objects.ts";
import type { Store } from "../../store/store.ts";
import type { Html } from "../frame/layout.ts";
import { type CheckoutView, localeOf } from "./checkout-view.ts";
import { discountName, promotion } from "./promotion.ts";

/** More lines than these are folded away: the total and the form stay in reach. */
const SHOWN_LINES = 5;

/** What is bought and what it costs, in the shopper's locale. */
export function summary(store: Store, view: CheckoutView, lines: LineItem[]): Html {
  const { session } = view;
  const money = (amount: number): string =>
    formatAmount(amount, session.currency ?? "usd", localeOf(session));
  const total = session.amount_total ?? 0;
  const discount = session.total_details?.amount_discount ?? 0;
  const shipping = session.shipping_cost;
  const rate = store.shippingRates.get(String(shipping?.shipping_rate ?? ""));
  const isLong = lines.length > SHOWN_LINES + 1;
  const shown = isLong ? lines.slice(0, SHOWN_LINES) : lines;
  const row = (line: LineItem): Html => lineRow(store, line, money);
  return html`<section class="summary" aria-labelledby="summary-title">
    <h1 id="summary-title"><span class="quiet to-pay">To pay</span> <span data-total>${money(total)}</span></h1>
    <ul class="lines">${shown.map(row)}</ul>
    ${
      isLong
        ? html`<details class="more"><summary>${lines.length - SHOWN_LINES} more</summary>
          <ul class="lines">${lines.slice(SHOWN_LINES).map(row)}</ul></details>`
        : ""
    }
    <dl class="totals">
      <div><dt>Subtotal</dt><dd>${money(session.amount_subtotal ?? 0)}</dd></div>
      ${discount > 0 ? html`<div><dt>Discount <span class="quiet">${discountName(store, session)}</span></dt><dd>−${money(discount)}</dd></div>` : ""}
      ${
        session.shipping_options.length > 0
          ? html`<div><dt>Shipping <span class="quiet" data-shipping-name>${rate?.display_name ?? ""}</span></dt>
            <dd data-shipping>${(shipping?.amount_total ?? 0) === 0 ? "Free" : money(shipping?.amount_total ?? 0)}</dd></div>`
          : ""
      }
      <div class="total"><dt>Total</dt><dd data-total>${money(total)}</dd></div>
    </dl>
    ${promotion(store, view)}
  </section>`;
}

function lineRow(store: Store, line: LineItem, money: (amount: number) => string): Html {
  const product = store.products.get(String(line.price.product));
  const image = product?.images[0];
  const name = line.description ?? "Item";
  const quantity = line.quantity ?? 1;
  return html`<li>
    <span class="picture" aria-hidden="true">${name.slice(0, 1)}${image ? html`<img src="${image}" alt="" width="52" height="52" loading="lazy">` : ""}</span>
    <div class="line-name">
      <span>${name}</span>
      ${product?.description ? html`<span class="quiet">${product.description}</span>` : ""}
      <span class="quiet">${quantity > 1 ? `${quantity} × ${money(line.price.unit_amount ?? 0)}` : "Quantity 1"}</span>
    </div>
    <span class="amount">${money(line.amount_subtotal)}</span>
  </li>`;
}
