import { html, raw } from "hono/html";
import type { CheckoutSession } from "../objects.ts";
import type { FormValues } from "./checkout-form.ts";
import type { Html } from "./layout.ts";

const WRONG = raw('aria-invalid="true" aria-describedby="pay-error" autofocus');

interface FieldOptions {
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
export const alertBox = (message: string): Html =>
  html`<span class="alert" id="pay-error" role="alert" tabindex="-1" ${message ? "" : "hidden"}>${message}</span>`;

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
  const isWrong = error?.field === "country";
  const codes: readonly string[] = session.shipping_address_collection?.allowed_countries ?? ANYWHERE;
  const names = new Intl.DisplayNames("en", { type: "region" });
  const countries = codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const chosen = values.country ?? (countries.length === 1 ? countries[0]?.code : "");
  return html`<p class="field">
    <label for="country">Country</label>
    <select id="country" name="country" autocomplete="${kind} country" required ${isWrong ? WRONG : ""}>
      ${countries.length === 1 ? "" : html`<option value="">Choose…</option>`}
      ${countries.map(({ code, name }) => html`<option value="${code}" ${code === chosen ? "selected" : ""}>${name}</option>`)}
    </select>
    ${isWrong ? alertBox(error?.message ?? "") : ""}
  </p>`;
}
