import { html } from "hono/html";
import { formatAmount } from "../../objects/currencies.ts";
import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import type { Store } from "../../store/store.ts";
import type { Html } from "../frame/layout.ts";
import { localeOf } from "./checkout-view.ts";

/** The ways of shipping as radio buttons; each carries the total that choosing it makes. */
export function shippingChoice(store: Store, session: CheckoutSession): Html | "" {
  const money = (amount: number): string =>
    formatAmount(amount, session.currency ?? "usd", localeOf(session));
  if (session.shipping_options.length === 0) return "";
  const goods = (session.amount_total ?? 0) - (session.shipping_cost?.amount_total ?? 0);
  return html`<fieldset>
    <legend>Shipping</legend>
    <div class="choices">
      ${session.shipping_options.map((option) => {
        const id = String(option.shipping_rate);
        const rate = store.shippingRates.get(id);
        const total = goods + option.shipping_amount;
        const price = option.shipping_amount === 0 ? "Free" : money(option.shipping_amount);
        const time = estimate(rate?.delivery_estimate ?? null);
        return html`<label class="choice">
          <input type="radio" name="shipping_rate" value="${id}" ${session.shipping_cost?.shipping_rate === id ? "checked" : ""}
            data-name="${rate?.display_name ?? ""}" data-price="${price}" data-total-minor="${total}" data-total-text="${money(total)}">
          <span class="choice-name">${rate?.display_name ?? "Shipping"}${time ? html` <span class="quiet small">${time}</span>` : ""}</span>
          <span class="amount">${price}</span>
        </label>`;
      })}
    </div>
    <noscript><button class="button plain" name="step" value="update" formnovalidate>Update the total</button></noscript>
  </fieldset>`;
}

type Estimate = NonNullable<ReturnType<Store["shippingRates"]["get"]>>["delivery_estimate"];

function estimate(given: Estimate): string {
  const from = given?.minimum;
  const to = given?.maximum;
  const unit = (to ?? from)?.unit.replace("_", " ");
  if (from && to && from.value !== to.value) return `${from.value}–${to.value} ${unit}s`;
  const value = (to ?? from)?.value;
  return value === undefined ? "" : `${value} ${unit}${value === 1 ? "" : "s"}`;
}
