import { html } from "hono/html";
import type { CheckoutSession } from "../../../objects/stripe-objects.ts";
import type { FormValues } from "../../frame/answer-page.ts";
import type { Html } from "../../frame/layout.ts";
import { needsAddress } from "./checkout-form.ts";
import { type FieldOptions, field } from "./form-fields.ts";

const NAMES: Record<string, string> = {
  card: "Card",
  sepa_debit: "SEPA Direct Debit",
  us_bank_account: "US bank account",
};

/** How to pay: a card or a bank debit. Only the chosen one's fields are shown, by the style sheet alone. */
export function paymentFields(
  session: CheckoutSession,
  values: FormValues,
  error: FieldOptions["error"],
): Html {
  const types = session.payment_method_types.filter((type) => type in NAMES);
  const chosen = types.includes(values.method ?? "") ? values.method : types[0];
  const [only] = types;
  if (types.length === 1 && only !== undefined)
    return html`<fieldset>
      <legend>${NAMES[only]}</legend>
      ${fieldsOf(only, session, values, error)}
    </fieldset>`;
  return html`<fieldset>
    <legend>Payment</legend>
    <div class="choices methods">
      ${types.map(
        (type) => html`<div class="method">
          <label class="choice">
            <input type="radio" name="method" value="${type}" ${type === chosen ? "checked" : ""}>
            <span class="choice-name">${NAMES[type]}</span>
          </label>
          <div class="method-fields">${fieldsOf(type, session, values, error)}</div>
        </div>`,
      )}
    </div>
  </fieldset>`;
}

function fieldsOf(
  type: string,
  session: CheckoutSession,
  values: FormValues,
  error: FieldOptions["error"],
): Html {
  return type === "card" ? cardFields(error) : accountFields(type, session, values, error);
}

function cardFields(error: FieldOptions["error"]): Html {
  const common = { values: {}, error };
  return html`
    ${field("number", "Card number", { ...common, autocomplete: "cc-number", inputmode: "numeric", placeholder: "1234 1234 1234 1234", maxlength: 23 })}
    <div class="row">
      ${field("expiry", "Expiry", { ...common, autocomplete: "cc-exp", inputmode: "numeric", placeholder: "MM / YY", maxlength: 9 })}
      ${field("cvc", "Security code", { ...common, autocomplete: "cc-csc", inputmode: "numeric", placeholder: "CVC", maxlength: 4 })}
    </div>`;
}

function accountFields(
  type: string,
  session: CheckoutSession,
  values: FormValues,
  error: FieldOptions["error"],
): Html {
  const common = { values: {}, error, autocomplete: "off" };
  const holder = needsAddress(session)
    ? ""
    : field("name", "Account holder", { values, error, autocomplete: "name" });
  if (type === "sepa_debit")
    return html`${holder}
      ${field("iban", "IBAN", { ...common, placeholder: "DE00 0000 0000 0000 0000 00", maxlength: 42 })}
      <p class="small quiet">By paying, you allow the shop to debit this account once. The money takes a moment to arrive; the shop confirms your order then.</p>`;
  return html`${holder}
    <div class="row">
      ${field("routing_number", "Routing number", { ...common, inputmode: "numeric", placeholder: "110000000", maxlength: 9 })}
      ${field("account_number", "Account number", { ...common, inputmode: "numeric", placeholder: "000123456789", maxlength: 17 })}
    </div>
    <p class="small quiet">By paying, you allow the shop to debit this account once. The money takes a moment to arrive; the shop confirms your order then.</p>`;
}
