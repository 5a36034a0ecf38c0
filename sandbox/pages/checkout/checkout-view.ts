import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import type { FormValues } from "../frame/answer-page.ts";
import type { PayOutcome } from "./pay-with-form.ts";

/** What the parts of the checkout page are made from. */
export interface CheckoutView {
  session: CheckoutSession;
  /** Where the form posts: the page's own address. */
  action: string;
  /** The origin of the page around an embedded form. */
  parentOrigin: string | null;
  values: FormValues;
  error: Extract<PayOutcome, { state: "error" }> | null;
}

/** The locale in which amounts are shown to the shopper. */
export const localeOf = (session: CheckoutSession): string => {
  const locale = session.locale && session.locale !== "auto" ? session.locale : "en";
  return Intl.NumberFormat.supportedLocalesOf([locale])[0] ?? "en";
};
