import type { PostalAddress } from "./payment-facts.ts";

/** What the confirmation says; amounts already formatted, so that the template decides nothing. */
export type OrderConfirmation = {
  shopName: string;
  number: number;
  orderUrl: string;
  lines: { title: string; quantity: number; total: string }[];
  subtotal: string;
  shipping: string;
  shippingOption: string | null;
  total: string;
  address: PostalAddress | null;
};

/** An address as lines of an envelope. */
export function addressLines(address: PostalAddress): string[] {
  const { name, line1, line2, postalCode, city, region, country } = address;
  const town = [postalCode, city].filter(Boolean).join(" ");
  return [name, line1, line2, town, region, country].filter((line): line is string => Boolean(line));
}
