import "server-only";
import type { CheckoutUi } from "@/domain/checkout";
import { crashPoint } from "../crash-point";
import { env } from "../env";
import { getPayable, type Payable } from "../orders/get-payable";
import { storeSession } from "../orders/store-session";
import type { CallParams } from "../stripe/calls";
import { callStripe } from "../stripe/client";
import { metadataOf } from "../stripe/payment-facts";

export type OpenedSession = {
  reference: string;
  status: string | null;
  ui: string | null;
  url: string | null;
};

/**
 * Asks Stripe for the order's payment page and stores which it is. Everything in the request comes from
 * the order's row, so asking again after a lost answer brings the same page.
 * @throws StripeCallError
 */
export async function openSession(orderId: string, ui: CheckoutUi): Promise<OpenedSession> {
  const order = await getPayable(orderId);
  const session = await callStripe("createCheckoutSession", sessionParams(order, ui), {
    idempotencyKey: `checkout:${orderId}:${ui}`,
  });
  crashPoint("checkout:session_created");
  await storeSession(orderId, session.id);
  crashPoint("checkout:session_stored");
  return { reference: order.reference, status: session.status, ui: session.ui_mode, url: session.url };
}

function sessionParams(order: Payable, ui: CheckoutUi): CallParams<"createCheckoutSession"> {
  const { APP_ORIGIN, SHOP_COUNTRIES, shippingRates } = env();
  const back = `${APP_ORIGIN}/checkout/return/${order.reference}`;
  const metadata = metadataOf(order.id);
  return {
    mode: "payment",
    ui_mode: ui,
    ...(ui === "hosted_page"
      ? { success_url: back, cancel_url: `${APP_ORIGIN}/cart` }
      : { return_url: back }),
    client_reference_id: order.id,
    metadata,
    // Charges copy the payment intent's metadata, so that every event about the money names the order.
    payment_intent_data: { metadata },
    line_items: order.lines.map((line) => ({
      quantity: line.quantity,
      price_data: {
        currency: order.currency,
        unit_amount: Number(line.unitPriceMinor),
        product_data: { name: line.title, ...imagesOf(line.imageBase) },
      },
    })),
    shipping_address_collection: { allowed_countries: SHOP_COUNTRIES as [] },
    shipping_options: shippingRates.map(({ name, amountMinor, days: [from, to] }) => ({
      shipping_rate_data: {
        type: "fixed_amount",
        display_name: name,
        fixed_amount: { amount: Number(amountMinor), currency: order.currency },
        delivery_estimate: {
          minimum: { unit: "business_day", value: from },
          maximum: { unit: "business_day", value: to },
        },
      },
    })),
    expires_at: Math.floor(order.holdExpiresAt.getTime() / 1_000),
  };
}

/** Stripe fetches pictures itself: only a public address is of use to it. The sandbox is on this machine. */
function imagesOf(imageBase: string | null) {
  const { APP_ORIGIN, isSandbox } = env();
  if (!imageBase?.startsWith("/") || !(APP_ORIGIN.startsWith("https:") || isSandbox)) return {};
  return { images: [`${APP_ORIGIN}${imageBase}-480.webp`] };
}
