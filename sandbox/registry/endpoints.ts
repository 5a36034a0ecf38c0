import { accountEndpoints } from "../balance/account.ts";
import { payoutEndpoints } from "../balance/payouts.ts";
import { priceEndpoints } from "../catalog/prices.ts";
import { productEndpoints } from "../catalog/products.ts";
import { shippingRateEndpoints } from "../catalog/shipping-rates.ts";
import { checkoutSessionEndpoints } from "../checkout/checkout-sessions.ts";
import { paymentPageEndpoints } from "../checkout/payment-pages.ts";
import { customerEndpoints } from "../customers/customers.ts";
import { paymentMethodEndpoints } from "../customers/payment-methods.ts";
import { couponEndpoints } from "../discounts/coupons.ts";
import { promotionCodeEndpoints } from "../discounts/promotion-codes.ts";
import { disputeEndpoints } from "../disputes/disputes.ts";
import { fraudEndpoints } from "../disputes/fraud.ts";
import { chargeEndpoints } from "../payments/charges.ts";
import { paymentIntentEndpoints } from "../payments/payment-intents.ts";
import { refundEndpoints } from "../payments/refunds.ts";
import type { Endpoint } from "../protocol/endpoint.ts";
import { permissionOf } from "../protocol/permissions.ts";
import { cliSessionEndpoints } from "../webhooks/cli-sessions.ts";
import { eventEndpoints } from "../webhooks/events.ts";
import { webhookEndpointEndpoints } from "../webhooks/webhook-endpoints.ts";
import { unsupportedEndpoints } from "./unsupported-endpoints.ts";

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
  ...unsupportedEndpoints,
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
