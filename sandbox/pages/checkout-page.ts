import { html, raw } from "hono/html";
import { privateOf } from "../checkout/private-half.ts";
import { formatAmount } from "../money.ts";
import type { CheckoutSession } from "../objects.ts";
import type { Store } from "../store/store.ts";
import { testCards } from "../test-cards.ts";
import { type FormValues, needsAddress } from "./checkout-form.ts";
import { addressFields, alertBox, field } from "./form-fields.ts";
import { type Html, layout } from "./layout.ts";
import type { PayOutcome } from "./pay-with-form.ts";
import { localeOf, summary } from "./summary.ts";

export interface CheckoutView {
  session: CheckoutSession;
  /** Where the form posts: the page's own address. */
  action: string;
  /** The origin of the page around an embedded form. */
  parentOrigin: string | null;
  values: FormValues;
  error: Extract<PayOutcome, { state: "error" }> | null;
}

/** The page where the shopper pays: whole by itself, or inside the shop's own page. */
export function checkoutPage(store: Store, view: CheckoutView): Html {
  const { session, parentOrigin } = view;
  const lines = privateOf({ store }, session).lineItems;
  const back = session.cancel_url;
  // Inside the shop's page, which has a main part of its own, this is a part of it.
  const isEmbedded = parentOrigin !== null;
  return layout(
    "Pay",
    isEmbedded ? "checkout embedded" : "checkout",
    html`${raw(isEmbedded ? '<div class="page">' : '<main class="page">')}
      <div class="side">
        <header>
          ${back && !isEmbedded ? html`<a class="back" href="${back}">← Back to the shop</a>` : ""}
          <p class="badge">Sandbox · no real money</p>
        </header>
        ${summary(store, session, lines)}
        ${testCardPanel()}
      </div>
      ${payForm(store, view)}
    ${raw(isEmbedded ? "</div>" : "</main>")}
    ${authenticationDialog(session)}
    <script src="/c/assets/checkout.js" defer></script>`,
  );
}

function payForm(store: Store, view: CheckoutView): Html {
  const { session, action, values, error, parentOrigin } = view;
  const total = formatAmount(session.amount_total ?? 0, session.currency ?? "usd", localeOf(session));
  const isFree = session.amount_total === 0;
  const label = isFree ? "Place the order" : "Pay";
  return html`<form method="post" action="${action}" class="pay" novalidate data-session="${session.id}" data-parent="${parentOrigin ?? ""}">
    <fieldset>
      <legend>Contact</legend>
      ${
        session.customer_email
          ? html`<p class="fixed"><span class="quiet">E-mail</span> ${session.customer_email}</p>`
          : field("email", "E-mail", {
              values,
              error,
              type: "email",
              autocomplete: "email",
              inputmode: "email",
            })
      }
      ${session.phone_number_collection?.enabled ? field("phone", "Phone", { values, error, type: "tel", autocomplete: "tel", inputmode: "tel" }) : ""}
    </fieldset>
    ${needsAddress(session) ? addressFields(session, values, error) : ""}
    ${shippingChoice(store, session)}
    ${isFree ? "" : cardFields(error)}
    <input type="hidden" name="expected_amount" value="${session.amount_total ?? 0}">
    ${error?.field ? "" : alertBox(error?.message ?? "")}
    <button class="button pay-button" type="submit"><span class="label">${label}${isFree ? "" : html` <span data-total>${total}</span>`}</span><span class="busy">One moment…</span></button>
    <p class="small quiet">This page imitates Stripe Checkout. Card numbers other than the test cards are declined, and none is stored.</p>
  </form>`;
}

function shippingChoice(store: Store, session: CheckoutSession): Html | "" {
  const currency = session.currency ?? "usd";
  const money = (amount: number): string => formatAmount(amount, currency, localeOf(session));
  if (session.shipping_options.length === 0) return "";
  return html`<fieldset>
    <legend>Shipping</legend>
    <div class="choices">
      ${session.shipping_options.map((option) => {
        const id = String(option.shipping_rate);
        const rate = store.shippingRates.get(id);
        const total = (session.amount_subtotal ?? 0) + option.shipping_amount;
        const price = option.shipping_amount === 0 ? "Free" : money(option.shipping_amount);
        return html`<label class="choice">
          <input type="radio" name="shipping_rate" value="${id}" ${session.shipping_cost?.shipping_rate === id ? "checked" : ""}
            data-name="${rate?.display_name ?? ""}" data-price="${price}" data-total-minor="${total}" data-total-text="${money(total)}">
          <span class="choice-name">${rate?.display_name ?? "Shipping"} <span class="quiet">${estimate(rate?.delivery_estimate ?? null)}</span></span>
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

function cardFields(error: CheckoutView["error"]): Html {
  const common = { values: {}, error };
  return html`<fieldset>
    <legend>Card</legend>
    ${field("number", "Card number", { ...common, autocomplete: "cc-number", inputmode: "numeric", placeholder: "1234 1234 1234 1234", maxlength: 23 })}
    <div class="row">
      ${field("expiry", "Expiry", { ...common, autocomplete: "cc-exp", inputmode: "numeric", placeholder: "MM / YY", maxlength: 9 })}
      ${field("cvc", "Security code", { ...common, autocomplete: "cc-csc", inputmode: "numeric", placeholder: "CVC", maxlength: 4 })}
    </div>
  </fieldset>`;
}

const spaced = (number: string): string =>
  number.length === 15
    ? number.replace(/(\d{4})(\d{6})(\d{5})/, "$1 $2 $3")
    : number.replace(/(\d{4})(?=\d)/g, "$1 ");

function testCardPanel(): Html {
  return html`<details class="test-cards">
    <summary>Test cards</summary>
    <p class="small quiet">One click fills in the form. Any future date and any security code will do.</p>
    <ul>
      ${testCards.map((card) => html`<li><button type="button" data-card="${card.number}"><span>${card.label}${card.brand === "visa" ? "" : ` · ${card.brand}`}</span> <code>${spaced(card.number)}</code></button></li>`)}
    </ul>
  </details>`;
}

function authenticationDialog(session: CheckoutSession): Html {
  return html`<dialog class="bank" aria-labelledby="bank-title">
    <h2 id="bank-title">3-D Secure</h2>
    <p>Your bank would now ask you to confirm this payment of <strong data-total>${formatAmount(session.amount_total ?? 0, session.currency ?? "usd", localeOf(session))}</strong>.</p>
    <div class="row">
      <button type="button" class="button" data-bank="complete">Complete authentication</button>
      <button type="button" class="button plain" data-bank="fail">Fail authentication</button>
    </div>
  </dialog>`;
}
