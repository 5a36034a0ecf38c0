import type { PostalAddress } from "../orders/payment-facts.ts";
import type { PaymentState } from "../orders/states.ts";
import { type SendingLine, unitsOf } from "./sending-state.ts";

/** What an admin may correct: everything but the country, on which shipping and taxes depend. */
export const ADDRESS_FIELDS = ["name", "line1", "line2", "postalCode", "city", "region"] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];
export type AddressInput = Record<AddressField, string>;

/** Characters of a field; labels of parcels take far fewer. */
export const MAX_ADDRESS_FIELD = 100;

const REQUIRED: AddressField[] = ["name", "line1", "city"];

export type AddressFault = { fault: "missing" | "too_long"; field: AddressField };

/**
 * The address with what was typed, tidied; an empty field has nothing.
 * @returns its first fault instead
 */
export function readAddress(typed: AddressInput, former: PostalAddress): PostalAddress | AddressFault {
  const tidy = (field: AddressField) =>
    typed[field]
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
      .normalize("NFC");
  for (const field of ADDRESS_FIELDS) {
    if (tidy(field) === "" && REQUIRED.includes(field)) return { fault: "missing", field };
    if (tidy(field).length > MAX_ADDRESS_FIELD) return { fault: "too_long", field };
  }
  return { ...former, ...Object.fromEntries(ADDRESS_FIELDS.map((field) => [field, tidy(field) || null])) };
}

/** The fields in which two addresses differ. */
export const changedFields = (one: PostalAddress, other: PostalAddress): AddressField[] =>
  ADDRESS_FIELDS.filter((field) => (one[field] ?? "") !== (other[field] ?? ""));

const MAY_BE_SENT: PaymentState[] = ["paid", "partially_refunded", "processing", "authorized"];

/** Whether a parcel may still go to the order's address. */
export const isAddressOpen = (paymentState: PaymentState, lines: SendingLine[]): boolean =>
  MAY_BE_SENT.includes(paymentState) && lines.some((line) => unitsOf(line).left > 0);
