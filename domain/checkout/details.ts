import { z } from "zod";

/** What a shopper tells before paying; what was not asked for is empty. */
export type CheckoutDetails = {
  /** ISO 3166-1 alpha-2. */
  country: string;
  postalCode: string;
  region: string;
  email: string;
  /** The id of the shipping option that was chosen; null: none yet. */
  rateId: string | null;
  /** Discount codes, as typed. */
  codes: string[];
  company: string;
  vatId: string;
  /** To the shop. */
  note: string;
};

export const NO_DETAILS: CheckoutDetails = {
  country: "",
  postalCode: "",
  region: "",
  email: "",
  rateId: null,
  codes: [],
  company: "",
  vatId: "",
  note: "",
};

/** A cookie holds 4,096 bytes at most, encrypted and in Base64. */
export const MAX_DETAIL = {
  ...{ country: 2, postalCode: 20, region: 60, email: 254, rateId: 80 },
  ...{ code: 40, codes: 5, company: 120, vatId: 20, note: 500 },
} as const;

const text = (most: number) => z.string().trim().max(most).catch("");

/** Of a cookie, an order's row or a form: what is not well formed is as if it had not been told. */
export const detailsSchema = z.object({
  country: text(MAX_DETAIL.country),
  postalCode: text(MAX_DETAIL.postalCode),
  region: text(MAX_DETAIL.region),
  email: text(MAX_DETAIL.email),
  rateId: z.string().min(1).max(MAX_DETAIL.rateId).nullable().catch(null),
  codes: z.array(z.string().trim().min(1).max(MAX_DETAIL.code)).max(MAX_DETAIL.codes).catch([]),
  company: text(MAX_DETAIL.company),
  vatId: text(MAX_DETAIL.vatId),
  note: text(MAX_DETAIL.note),
}) satisfies z.ZodType<CheckoutDetails>;

/** @returns null for what no version of the shop has written */
export const readDetails = (stored: unknown): CheckoutDetails | null =>
  detailsSchema.safeParse(stored).data ?? null;

export type DetailFault = "email" | "country" | "postalCode" | "shipping";

/** The parts of a quote that decide about it. */
type Asked = {
  /** Something is sent, so that there must be a way to send it. */
  requiresShipping: boolean;
  /** The price depends on the postcode. */
  asked: { postalCode: boolean };
  /** How it is sent there; null: it cannot be. */
  shipping: object | null;
};

/**
 * What keeps an order from being placed with these details; empty: nothing.
 * @param countries where the shop sends to
 */
export function findDetailFaults(
  details: CheckoutDetails,
  { requiresShipping, asked, shipping }: Asked,
  countries: readonly string[],
): DetailFault[] {
  const faults: DetailFault[] = [];
  if (!z.email().safeParse(details.email).success) faults.push("email");
  if (!countries.includes(details.country)) faults.push("country");
  else if (requiresShipping && asked.postalCode && details.postalCode === "") faults.push("postalCode");
  else if (requiresShipping && shipping === null) faults.push("shipping");
  return faults;
}

/** Two tellings that make the same order, whatever their way to write it. */
export const isSameDetails = (one: CheckoutDetails | null, other: CheckoutDetails | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * The country that is chosen until the shopper chooses: the one of the browser's language, else the shop's own, else
 * the first.
 * @param language the header Accept-Language, which may hold anything
 * @param home the shop's country
 */
export function guessCountry(
  language: string | null,
  home: string | undefined,
  countries: readonly string[],
): string {
  const spoken = (language ?? "")
    .split(",")
    .slice(0, 10)
    .map((part) => /^\s*[a-z]{2,3}-([a-z]{2})\b/i.exec(part)?.[1]?.toUpperCase());
  return [...spoken, home].find((country) => country && countries.includes(country)) ?? countries[0] ?? "";
}
