import type { PostalAddress } from "../store/rows.ts";
import { invalidRequest } from "./errors.ts";
import { object, optional, type Param, requiredObject, text, unsettable } from "./params.ts";

const part = unsettable(text());
const parts = object({ city: part, country: part, line1: part, line2: part, postal_code: part, state: part });

/** An address as Stripe takes it anywhere: every part may be missing, the country is two letters. */
export const address = (): Param<PostalAddress> => ({
  read(value, path) {
    const given = parts.read(value, path);
    const country = given.country?.toUpperCase() ?? null;
    if (country !== null && !/^[A-Z]{2}$/.test(country)) {
      throw invalidRequest(
        `Country '${given.country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`,
        `${path}[country]`,
      );
    }
    return {
      city: given.city ?? null,
      country,
      line1: given.line1 ?? null,
      line2: given.line2 ?? null,
      postal_code: given.postal_code ?? null,
      state: given.state ?? null,
    };
  },
});

/** A name and where to send it. */
export const shipping = requiredObject({ name: text(), address: address(), phone: unsettable(text(40)) }, [
  "carrier",
  "tracking_number",
]);
export const optionalShipping = optional(shipping);
