import { NextResponse } from "next/server";
import { changeCodes } from "@/server/cart/cart-codes";
import { getCart } from "@/server/cart/cart-cookie";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";

export const dynamic = "force-dynamic";

// Where a link with a code may lead: a page of the shop, as proxy.ts has it.
const PAGE = /^\/(?:(?:products|collections|pages)\/[\w~%.-]+(?:\/[\w~%.-]+)?)?$/;

/** A link such as /?code=AUTUMN: keeps the code for this browser's cart, and leads to the page without it. */
export async function GET(request: Request): Promise<Response> {
  requireSurface("shop");
  const asked = new URL(request.url).searchParams;
  const to = asked.get("to") ?? "/";
  await changeCodes(await getCart(), { add: (asked.get("code") ?? "").slice(0, 200) });
  // Built from the configured origin, never from a header that the caller may choose.
  return NextResponse.redirect(`${env().APP_ORIGIN}${PAGE.test(to) ? to : "/"}`, 303);
}
