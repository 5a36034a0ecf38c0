import { type NextRequest, NextResponse } from "next/server";
import { paymentOrigins } from "@/server/checkout/payment-origins";

/** The checkout alone: every other page is static and passes nothing on its way out. */
export const config = { matcher: "/checkout" };

/** Lets the page with the payment form load what Stripe needs, and nothing of anybody else. */
export function proxy(_request: NextRequest): NextResponse {
  const stripe = paymentOrigins().join(" ");
  const response = NextResponse.next();
  response.headers.set(
    "Content-Security-Policy",
    [
      "default-src 'self'",
      `script-src 'self' 'unsafe-inline' ${stripe}`,
      "style-src 'self' 'unsafe-inline'",
      `connect-src 'self' ${stripe}`,
      `frame-src ${stripe}`,
      `img-src 'self' data: https: ${stripe}`,
      "object-src 'none'",
      "base-uri 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
  );
  return response;
}
