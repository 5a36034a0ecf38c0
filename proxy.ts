import { type NextRequest, NextResponse } from "next/server";
import { paymentOrigins } from "@/server/checkout/payment-origins";
import { findForeignAction } from "@/server/platform/find-foreign-action";

/** The checkout, and what may ask for an action. Every other request passes by: pages are static. */
export const config = {
  matcher: [
    "/checkout",
    { source: "/:path*", has: [{ type: "header", key: "next-action" }] },
    { source: "/:path*", has: [{ type: "header", key: "content-type", value: "multipart/form-data.*" }] },
  ],
};

export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.method === "POST" && (await findForeignAction(request)))
    return new NextResponse("Not found", { status: 404 });
  return request.nextUrl.pathname === "/checkout" ? withPaymentPolicy() : NextResponse.next();
}

/** Lets the page with the payment form load what Stripe needs, and nothing from other hosts. */
function withPaymentPolicy(): NextResponse {
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
