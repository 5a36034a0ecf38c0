import "server-only";
import { cookies, headers } from "next/headers";
import { type CheckoutDetails, guessCountry, NO_DETAILS, readDetails } from "@/domain/checkout/details";
import { shopLocale } from "../platform/env";
import { seal, unseal } from "../platform/seal";
import { countriesShippedTo } from "../settings/shipping-shop";
import { cookieOf } from "./cart-cookie";

const SECONDS_OF_A_DAY = 24 * 60 * 60;

/** What this browser's shopper has told before paying. Encrypted: who has the cookie learns no email address. */
const detailsCookie = () => cookieOf("details", SECONDS_OF_A_DAY, true);

/** What the shopper has told in this browser within a day; null: nothing yet. */
export async function getDetails(): Promise<CheckoutDetails | null> {
  const sealed = (await cookies()).get(detailsCookie().name)?.value;
  const text = sealed === undefined ? null : unseal(sealed);
  return text === null ? null : readDetails(JSON.parse(text));
}

/** What the details page begins with: what was told, else the country that is the likeliest. */
export async function getDetailsOrGuess(): Promise<CheckoutDetails> {
  const told = await getDetails();
  const countries = countriesShippedTo();
  if (told && countries.includes(told.country)) return told;
  const language = (await headers()).get("accept-language");
  const home = new Intl.Locale(shopLocale()).region;
  return { ...(told ?? NO_DETAILS), country: guessCountry(language, home, countries) };
}

/** In actions only. */
export async function keepDetails(details: CheckoutDetails): Promise<void> {
  const { name, options } = detailsCookie();
  (await cookies()).set(name, seal(JSON.stringify(details)), options);
}
