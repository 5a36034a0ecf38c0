import { html } from "hono/html";
import { asksForPromotions, asksForTerms } from "../../../checkout/session/consent.ts";
import type { CheckoutSession } from "../../../objects/stripe-objects.ts";
import type { FormValues } from "../../frame/answer-page.ts";
import type { Html } from "../../frame/layout.ts";
import { customFieldName } from "./checkout-form.ts";
import { alertBox, type FieldOptions, field, selectField, WRONG } from "./form-fields.ts";

/** What the shop itself wants to know: up to three fields of its own. */
export function customFields(
  session: CheckoutSession,
  values: FormValues,
  error: FieldOptions["error"],
): Html | "" {
  if (session.custom_fields.length === 0) return "";
  return html`<fieldset>
    <legend>For your order</legend>
    ${session.custom_fields.map((asked) => customField(asked, values, error))}
  </fieldset>`;
}

function customField(
  asked: CheckoutSession["custom_fields"][number],
  values: FormValues,
  error: FieldOptions["error"],
): Html {
  const name = customFieldName(asked.key);
  const label = asked.label.custom ?? asked.key;
  const { dropdown } = asked;
  const isOptional = asked.optional;
  const given = values[name] ?? (asked.dropdown ?? asked.numeric ?? asked.text)?.default_value ?? "";
  if (dropdown)
    return selectField(name, label, {
      chosen: given,
      error,
      isOptional,
      autocomplete: "off",
      options: dropdown.options.map(({ label: text, value }) => ({ text, value })),
    });
  const maxlength = (asked.numeric ?? asked.text)?.maximum_length ?? 255;
  const inputmode = asked.numeric ? "numeric" : "text";
  return field(name, label, {
    values: { [name]: given },
    error,
    autocomplete: "off",
    inputmode,
    maxlength,
    isOptional,
  });
}

/** The boxes to tick: news by e-mail if they like, the shop's terms if it insists. */
export function consentFields(
  session: CheckoutSession,
  values: FormValues,
  error: FieldOptions["error"],
): Html | "" {
  const terms = session.custom_text.terms_of_service_acceptance;
  if (!asksForPromotions(session) && !asksForTerms(session)) return "";
  return html`<fieldset class="consent">
    <legend class="unseen">Consent</legend>
    ${asksForPromotions(session) ? box("promotions", html`Send me news and offers by email <span class="quiet">(optional)</span>`, values, null) : ""}
    ${
      asksForTerms(session)
        ? box(
            "terms_of_service",
            terms ? withLinks(terms.message) : html`I agree to the shop's terms of service`,
            values,
            error,
          )
        : ""
    }
  </fieldset>`;
}

function box(name: string, label: Html, values: FormValues, error: FieldOptions["error"]): Html {
  const isWrong = error?.field === name;
  return html`<div class="field box">
    <label><input type="checkbox" id="${name}" name="${name}" ${values[name] === "on" ? "checked" : ""} ${isWrong ? WRONG : ""}> <span>${label}</span></label>
    ${isWrong ? alertBox(error?.message ?? "") : ""}
  </div>`;
}

export const customText = (text: { message: string } | null): Html | "" =>
  text ? html`<p class="small words">${withLinks(text.message)}</p>` : "";

/** The shop's words may hold links in Markdown's manner, as at Stripe; nothing else of them is markup. */
function withLinks(message: string): Html {
  const parts = message.split(/(\[[^\]]+\]\(https?:\/\/[^)\s]+\))/);
  return html`${parts.map((part) => {
    const [, text, href] = /^\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)$/.exec(part) ?? [];
    return href === undefined
      ? part
      : html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`;
  })}`;
}
