import { type NextRequest, NextResponse } from "next/server";
import { contentPolicy } from "@/domain/content-policy";
import { checkoutOrigins, paymentOrigins } from "@/server/checkout/payment-origins";
import { findForeignAction } from "@/server/platform/find-foreign-action";

/**
 * Pages that are made for one request, the page of unknown addresses among them, and whatever may ask for an action.
 * Pages that are kept pass by, for speed, and bring their policy with them (scripts/cache-handler.ts); files need none.
 */
export const config = {
  matcher: [
    "/((?!$|(?:products|collections|pages)/[^/]+(?:/[^/]+)?$|_next/|media/|demo/|theme/|webhooks/|internal/|health$|admin/(?:settings/)?emails/[^/]+/preview$|admin/products/pictures$|admin/documents/[0-9a-f-]{36}(?:/pdf)?$|orders/[^/]+/documents/[^/]+(?:/pdf)?$).*)",
    { source: "/:path*", has: [{ type: "header", key: "next-action" }] },
    // A link that brings a discount code.
    { source: "/", has: [{ type: "query", key: "code" }] },
    { source: "/(products|collections|pages)/:path*", has: [{ type: "query", key: "code" }] },
    // Pictures pass by: Next.js would keep a copy of them in memory, and cut it off.
    {
      source: "/((?!admin/products/pictures$).*)",
      has: [{ type: "header", key: "content-type", value: "multipart/form-data.*" }],
    },
  ],
};

export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.method === "POST" && (await findForeignAction(request)))
    return new NextResponse("Not found", { status: 404 });
  return keepCode(request) ?? withPolicy(request);
}

const TAKES_CODE = /^\/(?:$|(?:products|collections|pages)\/)/;

/** Pages that are kept read nothing of a request: the code is kept elsewhere, and the page is shown without it. */
function keepCode({ method, nextUrl }: NextRequest): NextResponse | null {
  const code = nextUrl.searchParams.get("code");
  if (method !== "GET" || code === null || !TAKES_CODE.test(nextUrl.pathname)) return null;
  const to = new URL("/checkout/code", nextUrl);
  to.searchParams.set("code", code.slice(0, 200));
  to.searchParams.set("to", nextUrl.pathname);
  return NextResponse.redirect(to, 307);
}

/** Next.js reads the nonce from the policy of the request and gives it to the scripts of the page. */
function withPolicy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  const policy = contentPolicy({
    scripts: { nonce: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64") },
    formTargets: checkoutOrigins(),
    payment: pathname === "/checkout" ? paymentOrigins() : undefined,
    hasFrames: pathname.startsWith("/admin/"),
    isFramed: pathname === "/admin/preview",
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}
