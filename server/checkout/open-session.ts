import "server-only";
import type { CheckoutUi } from "@/domain/checkout/checkout";
import { discountsToMetadata } from "@/domain/checkout/session-discounts";
import { linesToMetadata } from "@/domain/checkout/session-lines";
import { taxesToMetadata } from "@/domain/checkout/session-taxes";
import { offeredNames, offeredRates } from "@/domain/checkout/shipping";
import { stripeLine } from "@/domain/checkout/stripe-line";
import { translator } from "@/messages/messages";
import { getPayable, type Payable, startAttempt, storeSession } from "../orders/place/payment-page";
import { crashPoint } from "../platform/crash-point";
import { env, shopLocale } from "../platform/env";
import { log } from "../platform/log";
import type { CallParams } from "../stripe/calls";
import { callStripe } from "../stripe/client";
import { metadataOf, orderOfMetadata } from "../stripe/facts";
import { StripeCallError } from "../stripe/stripe-call-error";

const MAX_NAME = 250;
// Stripe's clock and the database's.
const CLOCKS_DIFFER_MS = 5 * 60_000;

export type OpenedSession = {
  reference: string;
  status: string | null;
  ui: string | null;
  url: string | null;
};

/**
 * Asks Stripe for the order's payment page and stores which it is. Everything in the request comes from
 * the order's row, so asking again after a lost answer brings the same page. Where it cannot, because the shop
 * asks for something else by now or Stripe keeps repeating a fault, what may have been opened is ended first.
 * @throws StripeCallError
 */
export async function openSession(orderId: string, ui: CheckoutUi): Promise<OpenedSession> {
  const order = await getPayable(orderId);
  try {
    return await openAttempt(order, ui);
  } catch (error) {
    if (!(error instanceof StripeCallError) || !error.isKeyConsumed) throw error;
    log.warn({ err: error, orderId, attempt: order.attempt }, "a payment page is asked for under a new key");
    await startAttempt(orderId, order.attempt);
    const next = await getPayable(orderId);
    await endAttemptsBefore(next);
    return openAttempt(next, ui);
  }
}

async function openAttempt(order: Payable, ui: CheckoutUi): Promise<OpenedSession> {
  const session = await callStripe("createCheckoutSession", sessionParams(order, ui), {
    idempotencyKey: `checkout:${order.id}:${ui}:${order.attempt}`,
  });
  crashPoint("checkout:session_created");
  await storeSession(order.id, { stripeSessionId: session.id, clientSecret: session.client_secret });
  crashPoint("checkout:session_stored");
  return { reference: order.reference, status: session.status, ui: session.ui_mode, url: session.url };
}

/** No browser was ever given the address of such a page. Once ended, it cannot be paid in addition to the new one. */
async function endAttemptsBefore({ id, attempt, placedAt }: Payable): Promise<void> {
  const since = new Date(placedAt.getTime() - CLOCKS_DIFFER_MS);
  for (const session of await callStripe("findOpenSessions", { since })) {
    const isOlder = Number(session.metadata?.attempt ?? 0) < attempt;
    if (orderOfMetadata(session.metadata) !== id || !isOlder) continue;
    await callStripe(
      "expireCheckoutSession",
      { id: session.id },
      { idempotencyKey: `expire:session:${session.id}` },
    );
  }
}

function sessionParams(order: Payable, ui: CheckoutUi): CallParams<"createCheckoutSession"> {
  const { APP_ORIGIN } = env();
  const back = `${APP_ORIGIN}/checkout/return/${order.reference}`;
  const metadata = metadataOf(order.id);
  return {
    mode: "payment",
    ui_mode: ui,
    ...(ui === "hosted_page"
      ? { success_url: back, cancel_url: `${APP_ORIGIN}/cart` }
      : { return_url: back }),
    client_reference_id: order.id,
    metadata: {
      ...metadata,
      attempt: String(order.attempt),
      shipping_rates: offeredRates(order.shipping.rates),
      shipping_names: offeredNames(order.shipping.rates),
      // Should the records be lost, the order is made from these: server/orders/reconcile/rebuild-order.ts.
      number: String(order.number),
      ...linesToMetadata(order.lines),
      ...discountsToMetadata(order.discounts),
      ...taxesToMetadata(order.taxes),
    },
    // Charges copy the payment intent's metadata, so that every event about the money names the order.
    payment_intent_data: { metadata },
    line_items: [
      ...order.lines.map((line) => {
        const { name, quantity, unitMinor } = stripeLine(line, order.currency);
        return {
          quantity,
          price_data: {
            currency: order.currency,
            unit_amount: Number(unitMinor),
            product_data: { name: shortenName(name), ...imagesOf(line.imageBase) },
          },
        };
      }),
      ...taxItems(order),
    ],
    ...(order.email === null ? {} : { customer_email: order.email }),
    ...shippingParams(order),
    expires_at: Math.floor(order.holdExpiresAt.getTime() / 1_000),
  };
}

/** Prices without tax: what is added to them is a line of its own for each rate. */
const taxItems = ({ addedTaxes, currency }: Payable) =>
  addedTaxes.map(({ label, amountMinor }) => ({
    quantity: 1,
    price_data: {
      currency,
      unit_amount: Number(amountMinor),
      product_data: { name: translator(shopLocale())("site.tax.added", { rate: label }) },
    },
  }));

/** Where it may be sent, and how: no address of what is picked up, and nothing where nothing is sent. */
function shippingParams({ shipping: { rates, countries }, currency }: Payable) {
  return {
    ...(countries.length > 0 && { shipping_address_collection: { allowed_countries: countries as [] } }),
    ...(rates.length > 0 && {
      shipping_options: rates.map(({ name, amountMinor, days: [from, to] }) => ({
        shipping_rate_data: {
          type: "fixed_amount" as const,
          display_name: name,
          fixed_amount: { amount: Number(amountMinor), currency },
          delivery_estimate: {
            minimum: { unit: "business_day" as const, value: from },
            maximum: { unit: "business_day" as const, value: to },
          },
        },
      })),
    }),
  };
}

/** Stripe refuses a longer name of a product; the order and its mails keep the whole. */
function shortenName(name: string): string {
  if (name.length <= MAX_NAME) return name;
  return `${name.slice(0, MAX_NAME - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Stripe fetches pictures itself: only a public address is of use to it. The sandbox is on this machine. */
function imagesOf(imageBase: string | null) {
  const { APP_ORIGIN, isSandbox } = env();
  if (!imageBase?.startsWith("/") || !(APP_ORIGIN.startsWith("https:") || isSandbox)) return {};
  return { images: [`${APP_ORIGIN}${imageBase}-480.webp`] };
}
