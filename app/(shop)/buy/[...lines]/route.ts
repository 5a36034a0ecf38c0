import { NextResponse } from "next/server";
import { followBuyLink } from "@/server/cart/follow-buy-link";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";

export const dynamic = "force-dynamic";

/** A link from anywhere that fills the cart and leads to it. */
export async function GET(request: Request): Promise<Response> {
  requireSurface("shop");
  // A browser that only looks ahead has bought nothing.
  if (/prefetch|prerender/.test(request.headers.get("sec-purpose") ?? ""))
    return new NextResponse(null, { status: 503, headers: { "cache-control": "no-store" } });
  const { pathname, searchParams } = new URL(request.url);
  const problem = await followBuyLink(pathname, searchParams.get("code")?.slice(0, 200) ?? null);
  // Built from the configured origin, never from a header that the caller may choose.
  return NextResponse.redirect(
    `${env().APP_ORIGIN}/cart${problem ? `?problem=${problem}` : "?added=1"}`,
    303,
  );
}
