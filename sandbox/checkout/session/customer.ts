import { createCustomer, getCustomer } from "../../customers/customers.ts";
import type { CheckoutSession, Customer, PaymentIntent } from "../../objects/stripe-objects.ts";
import { invalidRequest } from "../../protocol/errors.ts";
import type { CheckoutDetails } from "../../store/rows.ts";
import type { Work } from "../../work/work.ts";
import type { CreateParams } from "./session-params.ts";

/** The customer that the shop names; null when it names none. */
export function customerGiven(work: Work, given: CreateParams): Customer | null {
  if (given.customer === undefined) return null;
  for (const other of ["customer_creation", "customer_email"] as const) {
    if (given[other] !== undefined)
      throw invalidRequest(`You may only specify one of these parameters: customer, ${other}.`, "customer");
  }
  return getCustomer(work, given.customer);
}

/** Where every session makes a customer, this one is made from what the shopper said. */
export function customerFor(work: Work, session: CheckoutSession, details: CheckoutDetails): string | null {
  if (session.customer !== null || session.customer_creation !== "always") return session.customer;
  const { address, name, phone } = details.shipping ?? {};
  return createCustomer(work, {
    address: details.billingAddress ?? undefined,
    description: undefined,
    email: details.email,
    invoice_settings: undefined,
    metadata: undefined,
    name: details.name ?? name ?? null,
    phone: details.phone,
    preferred_locales: undefined,
    shipping: address && name ? { address, name, phone } : undefined,
    tax_exempt: undefined,
  }).id;
}

/** The payment that was made before its customer is theirs too. */
export function giveToCustomer(work: Work, intent: PaymentIntent | null, customer: string | null): void {
  if (!intent || customer === null || intent.customer === customer) return;
  work.store.paymentIntents.put({ ...intent, customer });
  const charge = work.store.charges.get(intent.latest_charge ?? "");
  if (charge) work.store.charges.put({ ...charge, customer });
}
