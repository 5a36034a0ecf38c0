import { html } from "hono/html";
import { formatAmount } from "../money.ts";
import type { CheckoutSession, LineItem } from "../objects.ts";
import type { Store } from "../store/store.ts";
import type { Html } from "./layout.ts";

export const localeOf = (session: CheckoutSession): string => {
  const locale = session.locale && session.locale !== "auto" ? session.locale : "en";
  return Intl.NumberFormat.supportedLocalesOf([locale])[0] ?? "en";
};

/** What is bought and what it costs, in the shopper's locale. */
export function summary(store: Store, session: CheckoutSession, lines: LineItem[]): Html {
  const currency = session.currency ?? "usd";
  const locale = localeOf(session);
  const money = (amount: number): string => formatAmount(amount, currency, locale);
  const total = session.amount_total ?? 0;
  const shipping = session.shipping_cost;
  const rate = store.shippingRates.get(String(shipping?.shipping_rate ?? ""));
  return html`<section class="summary" aria-labelledby="summary-title">
    <h1 id="summary-title"><span class="quiet to-pay">To pay</span> <span data-total>${money(total)}</span></h1>
    <ul class="lines">
      ${lines.map((line) => lineRow(store, line, money))}
    </ul>
    <dl class="totals">
      <div><dt>Subtotal</dt><dd>${money(session.amount_subtotal ?? 0)}</dd></div>
      ${
        session.shipping_options.length > 0
          ? html`<div><dt>Shipping <span class="quiet" data-shipping-name>${rate?.display_name ?? ""}</span></dt>
            <dd data-shipping>${(shipping?.amount_total ?? 0) === 0 ? "Free" : money(shipping?.amount_total ?? 0)}</dd></div>`
          : ""
      }
      <div class="total"><dt>Total</dt><dd data-total>${money(total)}</dd></div>
    </dl>
  </section>`;
}

function lineRow(store: Store, line: LineItem, money: (amount: number) => string): Html {
  const product = store.products.get(String(line.price.product));
  const image = product?.images[0];
  const quantity = line.quantity ?? 1;
  return html`<li>
    ${image ? html`<img src="${image}" alt="" width="56" height="56" loading="lazy">` : html`<span class="no-image" aria-hidden="true"></span>`}
    <div class="line-name">
      <span>${line.description ?? "Item"}</span>
      ${product?.description ? html`<span class="quiet">${product.description}</span>` : ""}
      <span class="quiet">${quantity > 1 ? `${quantity} × ${money(line.price.unit_amount ?? 0)}` : "Quantity 1"}</span>
    </div>
    <span class="amount">${money(line.amount_subtotal)}</span>
  </li>`;
}
