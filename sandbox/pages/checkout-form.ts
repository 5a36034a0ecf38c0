import type { CheckoutSession } from "../objects.ts";
import { isEmail } from "../protocol/params.ts";
import type { CheckoutDetails, PostalAddress } from "../store/rows.ts";
import { cardByNumber, isLuhnValid, strangerCard, type TestCard } from "../test-cards.ts";

/** What the shopper typed, by the names of the page's fields. Card fields are never sent back to the page. */
export type FormValues = Record<string, string>;

export interface FieldError {
  field: string;
  message: string;
}

export interface FilledForm {
  details: CheckoutDetails;
  shippingRate: string | undefined;
  expectedAmount: number | undefined;
  card: { card: TestCard; expMonth: number; expYear: number; last4: string } | null;
}

export const needsAddress = (session: CheckoutSession): boolean =>
  session.shipping_address_collection !== null || session.billing_address_collection === "required";

/** Reads the form as Stripe's page does: the first thing that is wrong, in a sentence beside its field. */
export function readForm(session: CheckoutSession, values: FormValues, now: number): FilledForm | FieldError {
  const value = (name: string): string => (values[name] ?? "").trim();
  const email = session.customer_email ?? value("email");
  if (!isEmail(email)) return { field: "email", message: "Enter an e-mail address, like name@example.com." };
  const withAddress = needsAddress(session);
  const address = withAddress ? readAddress(value) : null;
  if (address && "field" in address) return address;
  const phone = value("phone") || null;
  if (session.phone_number_collection?.enabled && !phone)
    return { field: "phone", message: "Enter a phone number." };
  const isFree = session.amount_total === 0;
  const card = isFree ? null : readCard(value("number"), value("expiry"), value("cvc"), now);
  if (card && "field" in card) return card;
  const name = value("name") || null;
  const expected = value("expected_amount");
  return {
    card,
    details: {
      email,
      name,
      phone,
      billingAddress: address,
      shipping: address && session.shipping_address_collection ? { name: name ?? "", address, phone } : null,
    },
    expectedAmount: /^\d+$/.test(expected) ? Number(expected) : undefined,
    shippingRate: value("shipping_rate") || undefined,
  };
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

function readCard(
  typed: string,
  expiry: string,
  cvc: string,
  now: number,
): NonNullable<FilledForm["card"]> | FieldError {
  const number = typed.replace(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(number)) return { field: "number", message: "Your card number is incomplete." };
  if (!isLuhnValid(number)) return { field: "number", message: "Your card number is invalid." };
  const [, month = "", year = ""] = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(expiry) ?? [];
  const expMonth = Number(month);
  const expYear = year.length === 2 ? 2000 + Number(year) : Number(year);
  if (month === "" || expMonth < 1 || expMonth > 12)
    return { field: "expiry", message: "Enter the expiry date as MM / YY." };
  const today = new Date(now * 1000);
  if (expYear * 12 + expMonth < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1) {
    return { field: "expiry", message: "Your card's expiration date is in the past." };
  }
  const card = cardByNumber(number) ?? strangerCard;
  if (!/^\d+$/.test(cvc) || cvc.length !== (card.brand === "amex" ? 4 : 3)) {
    return {
      field: "cvc",
      message: `Enter the ${card.brand === "amex" ? 4 : 3} digits of the security code.`,
    };
  }
  return { card, expMonth, expYear, last4: number.slice(-4) };
}
