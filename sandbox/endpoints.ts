import { permissionOf } from "./permissions.ts";
import type { Endpoint } from "./protocol/endpoint.ts";
import { accountEndpoints } from "./resources/account.ts";
import { chargeEndpoints } from "./resources/charges.ts";
import { checkoutSessionEndpoints } from "./resources/checkout-sessions.ts";
import { cliSessionEndpoints } from "./resources/cli-sessions.ts";
import { couponEndpoints } from "./resources/coupons.ts";
import { customerEndpoints } from "./resources/customers.ts";
import { disputeEndpoints } from "./resources/disputes.ts";
import { eventEndpoints } from "./resources/events.ts";
import { fraudEndpoints } from "./resources/fraud.ts";
import { outsideShopEndpoints } from "./resources/outside-shop.ts";
import { paymentIntentEndpoints } from "./resources/payment-intents.ts";
import { paymentMethodEndpoints } from "./resources/payment-methods.ts";
import { paymentPageEndpoints } from "./resources/payment-pages.ts";
import { payoutEndpoints } from "./resources/payouts.ts";
import { priceEndpoints } from "./resources/prices.ts";
import { productEndpoints } from "./resources/products.ts";
import { promotionCodeEndpoints } from "./resources/promotion-codes.ts";
import { refundEndpoints } from "./resources/refunds.ts";
import { shippingRateEndpoints } from "./resources/shipping-rates.ts";
import { webhookEndpointEndpoints } from "./resources/webhook-endpoints.ts";

/** Every API call the sandbox answers. */
export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...chargeEndpoints,
  ...cliSessionEndpoints,
  ...checkoutSessionEndpoints,
  ...couponEndpoints,
  ...customerEndpoints,
  ...disputeEndpoints,
  ...eventEndpoints,
  ...fraudEndpoints,
  ...outsideShopEndpoints,
  ...paymentIntentEndpoints,
  ...paymentMethodEndpoints,
  ...paymentPageEndpoints,
  ...payoutEndpoints,
  ...priceEndpoints,
  ...productEndpoints,
  ...promotionCodeEndpoints,
  ...refundEndpoints,
  ...shippingRateEndpoints,
  ...webhookEndpointEndpoints,
];

// The compiler sees to it that an endpoint has a permission; this sees to it that a permission has an endpoint.
const missing = Object.keys(permissionOf).filter(
  (route) => !endpoints.some((endpoint) => endpoint.route === route),
);
if (missing.length > 0) throw new Error(`Permissions without an endpoint: ${missing.join(", ")}`);
