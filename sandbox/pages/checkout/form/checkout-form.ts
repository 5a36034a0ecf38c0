import { asksForPromotions, asksForTerms } from "../../../checkout/session/consent.ts";
import { complaintAbout } from "../../../checkout/session/custom-fields.ts";
import type { CheckoutSession } from "../../../objects/stripe-objects.ts";
import { isEmail } from "../../../protocol/params.ts";
import type { CheckoutDetails, PostalAddress } from "../../../store/rows.ts";
import type { FormValues } from "../../frame/answer-page.ts";
import { type FieldError, type GivenMethod, readMethod } from "./read-method.ts";

export interface FilledForm {
  details: CheckoutDetails;
  shippingRate: string | undefined;
  expectedAmount: number | undefined;
  method: GivenMethod | null;
}

export const customFieldName = (key: string): string => `custom_${key}`;

/** The e-mail address that the shop gave itself, or its customer's: it is not asked for. */
export const knownEmail = (session: CheckoutSession): string | null =>
  session.customer_email ?? (session.customer ? (session.customer_details?.email ?? null) : null);

export const needsAddress = (session: CheckoutSession): boolean =>
  session.shipping_address_collection !== null || session.billing_address_collection === "required";

/** Reads the form, whose card fields are never sent back to the page, as Stripe's page does: answers the first error, in a sentence that is shown next to its field. */
export function readForm(session: CheckoutSession, values: FormValues, now: number): FilledForm | FieldError {
  const value = (name: string): string => (values[name] ?? "").trim();
  const email = knownEmail(session) ?? value("email");
  if (!isEmail(email)) return { field: "email", message: "Enter an email address such as name@example.com." };
  const withAddress = needsAddress(session);
  const address = withAddress ? readAddress(value) : null;
  if (address && "field" in address) return address;
  const phone = value("phone") || null;
  if (session.phone_number_collection?.enabled && !phone)
    return { field: "phone", message: "Enter a phone number." };
  const customFields = readCustomFields(session, value);
  if ("field" in customFields) return customFields;
  const hasAcceptedTerms = value("terms_of_service") === "on";
  if (asksForTerms(session) && !hasAcceptedTerms)
    return { field: "terms_of_service", message: "Tick this box to continue." };
  const name = value("name") || null;
  const method = session.amount_total === 0 ? null : readMethod(session.payment_method_types, value, now);
  if (method && "field" in method) return method;
  const expected = value("expected_amount");
  const promotions = value("promotions") === "on" ? "opt_in" : "opt_out";
  return {
    method,
    details: {
      email,
      name,
      phone,
      billingAddress: address,
      shipping: address && session.shipping_address_collection ? { name: name ?? "", address, phone } : null,
      customFields: customFields.answers,
      consent: { promotions: asksForPromotions(session) ? promotions : null, hasAcceptedTerms },
    },
    expectedAmount: /^\d+$/.test(expected) ? Number(expected) : undefined,
    shippingRate: value("shipping_rate") || undefined,
  };
}

function readCustomFields(
  session: CheckoutSession,
  value: (name: string) => string,
): { answers: Record<string, string> } | FieldError {
  const answers: Record<string, string> = {};
  for (const asked of session.custom_fields) {
    const field = customFieldName(asked.key);
    const message = complaintAbout(asked, value(field));
    if (message !== null) return { field, message };
    answers[asked.key] = value(field);
  }
  return { answers };
}

function readAddress(value: (name: string) => string): PostalAddress | FieldError {
  const required: [field: string, message: string][] = [
    ["name", "Enter a name."],
    ["line1", "Enter a street and number."],
    ["postal_code", "Enter a postal code."],
    ["city", "Enter a city."],
    ["country", "Choose a country."],
  ];
  const missing = required.find(([field]) => value(field) === "");
  if (missing) return { field: missing[0], message: missing[1] };
  return {
    city: value("city"),
    country: value("country"),
    line1: value("line1"),
    line2: value("line2") || null,
    postal_code: value("postal_code"),
    state: value("state") || null,
  };
}
