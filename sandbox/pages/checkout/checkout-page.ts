import { html, raw } from "hono/html";
import { hiddenFieldsOf } from "../../checkout/order/hidden-fields.ts";
import { formatAmount } from "../../objects/currencies.ts";
import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import type { Store } from "../../store/store.ts";
import { type Html, layout } from "../frame/layout.ts";
import { type CheckoutView, localeOf } from "./checkout-view.ts";
import { knownEmail, needsAddress } from "./form/checkout-form.ts";
import { consentFields, customFields, customText } from "./form/custom-inputs.ts";
import { addressFields, alertBox, field } from "./form/form-fields.ts";
import { paymentFields } from "./form/payment-fields.ts";
import { testMethodPanel } from "./form/test-method-panel.ts";
import { shippingChoice } from "./shipping-choice.ts";
import { summary } from "./summary.ts";

const totalOf = (session: CheckoutSession): string =>
  formatAmount(session.amount_total ?? 0, session.currency ?? "usd", localeOf(session));

/** The page where the shopper pays: whole by itself, or inside the shop's own page. */
export function checkoutPage(store: Store, view: CheckoutView): Html {
  const { session, parentOrigin } = view;
  const lines = hiddenFieldsOf({ store }, session).lineItems;
  const back = session.cancel_url;
  // Inside the shop's page, which has a main part of its own, this is a part of it.
  const isEmbedded = parentOrigin !== null;
  const isFree = session.amount_total === 0;
  return layout(
    `Pay ${totalOf(session)}`,
    isEmbedded ? "checkout embedded" : "checkout",
    html`${raw(isEmbedded ? '<div class="page">' : '<main class="page">')}
      <div class="side">
        <header>
          ${back && !isEmbedded ? html`<a class="back" href="${back}"><span aria-hidden="true">←</span> Back to the shop</a>` : ""}
          <p class="badge">Sandbox · no real money</p>
        </header>
        ${summary(store, view, lines)}
      </div>
      <div class="main">
        ${isFree ? "" : testMethodPanel(session)}
        ${payForm(store, view)}
      </div>
    ${raw(isEmbedded ? "</div>" : "</main>")}
    ${authenticationDialog(session)}
    <link rel="modulepreload" href="/c/assets/fill-fields.js">
    <script type="module" src="/c/assets/checkout.js"></script>`,
  );
}

function payForm(store: Store, view: CheckoutView): Html {
  const { session, action, values, error, parentOrigin } = view;
  const total = totalOf(session);
  const isFree = session.amount_total === 0;
  // An error of the promotion code is shown next to its field.
  const isElsewhere = error?.field === "promotion_code";
  return html`<form method="post" action="${action}" class="pay" id="pay" novalidate data-session="${session.id}" data-parent="${parentOrigin ?? ""}">
    ${contact(view)}
    ${needsAddress(session) ? addressFields(session, values, error) : ""}
    ${shippingChoice(store, session)}
    ${customFields(session, values, error)}
    ${isFree ? "" : paymentFields(session, values, error)}
    ${consentFields(session, values, error)}
    <input type="hidden" name="expected_amount" value="${session.amount_total ?? 0}">
    ${customText(session.custom_text.submit)}
    ${error?.field ? (isElsewhere ? alertBox("") : "") : alertBox(error?.message ?? "")}
    <button class="button pay-button" type="submit"><span class="label">${isFree ? "Place the order" : html`Pay <span data-total>${total}</span>`}</span><span class="busy">One moment…</span></button>
    ${customText(session.custom_text.after_submit)}
    <p class="small quiet">This page imitates Stripe Checkout. It accepts only the test cards and test accounts, and stores no number.</p>
  </form>`;
}

function contact({ session, values, error }: CheckoutView): Html {
  const email = knownEmail(session);
  return html`<fieldset>
    <legend>Contact</legend>
    ${
      email
        ? html`<p class="fixed"><span class="quiet">Email</span> <span>${email}</span></p>`
        : field("email", "Email", {
            values,
            error,
            type: "email",
            autocomplete: "email",
            inputmode: "email",
          })
    }
    ${session.phone_number_collection?.enabled ? field("phone", "Phone", { values, error, type: "tel", autocomplete: "tel", inputmode: "tel" }) : ""}
  </fieldset>`;
}

function authenticationDialog(session: CheckoutSession): Html {
  return html`<dialog class="bank" aria-labelledby="bank-title">
    <p class="badge">Your bank, in the sandbox</p>
    <h2 id="bank-title">3-D Secure</h2>
    <p>Your bank would now ask you to confirm this payment of <strong data-total>${totalOf(session)}</strong>.</p>
    <div class="stack">
      <button type="button" class="button" data-bank="complete">Complete authentication</button>
      <button type="button" class="button plain" data-bank="fail">Fail authentication</button>
      <button type="button" class="button bare" data-bank="cancel">Cancel and go back</button>
    </div>
  </dialog>`;
}
