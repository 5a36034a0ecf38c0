import { html, raw } from "hono/html";
import type { CheckoutSession } from "../../../objects/stripe-objects.ts";
import type { FormValues } from "../../frame/answer-page.ts";
import type { Html } from "../../frame/layout.ts";

export const WRONG = raw('aria-invalid="true" aria-describedby="pay-error" autofocus');

export interface FieldOptions {
  values: FormValues;
  error: { field: string | null; message: string } | null;
  type?: string;
  autocomplete: string;
  inputmode?: string;
  placeholder?: string;
  maxlength?: number;
  isOptional?: boolean;
}

/** The sentence about what is wrong. The script moves this very element to where it belongs. */
export const alertBox = (message: string, id = "pay-error"): Html =>
  html`<span class="alert" id="${id}" role="alert" tabindex="-1" ${message ? "" : "hidden"}>${message}</span>`;

/** One labelled input, with what is wrong about it below. Without the script, the browser goes to it by itself. */
export function field(name: string, label: string, options: FieldOptions): Html {
  const isWrong = options.error?.field === name;
  return html`<p class="field">
    <label for="${name}">${label}${options.isOptional ? html` <span class="quiet">(optional)</span>` : ""}</label>
    <input id="${name}" name="${name}" type="${options.type ?? "text"}" value="${options.values[name] ?? ""}"
      autocomplete="${options.autocomplete}" inputmode="${options.inputmode ?? "text"}" placeholder="${options.placeholder ?? ""}"
      maxlength="${options.maxlength ?? 200}" ${options.isOptional ? "" : "required"} ${isWrong ? WRONG : ""}>
    ${isWrong ? alertBox(options.error?.message ?? "") : ""}
  </p>`;
}

export function addressFields(
  session: CheckoutSession,
  values: FormValues,
  error: FieldOptions["error"],
): Html {
  const isShipping = session.shipping_address_collection !== null;
  const kind = isShipping ? "shipping" : "billing";
  const common = { values, error };
  const words = session.custom_text.shipping_address;
  return html`<fieldset>
    <legend>${isShipping ? "Shipping address" : "Billing address"}</legend>
    ${field("name", "Full name", { ...common, autocomplete: `${kind} name` })}
    ${field("line1", "Street and number", { ...common, autocomplete: `${kind} address-line1` })}
    ${field("line2", "Apartment, floor", { ...common, autocomplete: `${kind} address-line2`, isOptional: true })}
    <div class="row">
      ${field("postal_code", "Postal code", { ...common, autocomplete: `${kind} postal-code`, maxlength: 16 })}
      ${field("city", "City", { ...common, autocomplete: `${kind} address-level2` })}
    </div>
    ${countryField(session, values, kind, error)}
    ${isShipping && words ? html`<p class="small words">${words.message}</p>` : ""}
  </fieldset>`;
}

/** Where only billing is asked, any country will do: the few here are enough for a sandbox. */
const ANYWHERE = [
  "AT",
  "BE",
  "CH",
  "DE",
  "DK",
  "ES",
  "FI",
  "FR",
  "GB",
  "IE",
  "IT",
  "JP",
  "NL",
  "NO",
  "PL",
  "PT",
  "SE",
  "US",
];

function countryField(
  session: CheckoutSession,
  values: FormValues,
  kind: string,
  error: FieldOptions["error"],
): Html {
  const codes: readonly string[] = session.shipping_address_collection?.allowed_countries ?? ANYWHERE;
  const names = new Intl.DisplayNames("en", { type: "region" });
  const countries = codes
    .map((value) => ({ value, text: names.of(value) ?? value }))
    .sort((a, b) => a.text.localeCompare(b.text));
  const only = countries.length === 1 ? countries[0]?.value : undefined;
  return selectField("country", "Country", {
    chosen: values.country ?? only ?? "",
    error,
    autocomplete: `${kind} country`,
    options: countries,
    hasBlank: only === undefined,
  });
}

interface SelectOptions {
  chosen: string;
  error: FieldOptions["error"];
  autocomplete: string;
  options: { value: string; text: string }[];
  isOptional?: boolean;
  hasBlank?: boolean;
}

/** One labelled list to choose from, with what is wrong about the choice below. */
export function selectField(name: string, label: string, given: SelectOptions): Html {
  const { chosen, error, autocomplete, options, isOptional = false, hasBlank = true } = given;
  const isWrong = error?.field === name;
  return html`<p class="field">
    <label for="${name}">${label}${isOptional ? html` <span class="quiet">(optional)</span>` : ""}</label>
    <select id="${name}" name="${name}" autocomplete="${autocomplete}" ${isOptional ? "" : "required"} ${isWrong ? WRONG : ""}>
      ${hasBlank ? html`<option value="">${isOptional ? "None" : "Choose…"}</option>` : ""}
      ${options.map(({ value, text }) => html`<option value="${value}" ${value === chosen ? "selected" : ""}>${text}</option>`)}
    </select>
    ${isWrong ? alertBox(error?.message ?? "") : ""}
  </p>`;
}
