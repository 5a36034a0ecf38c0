import "server-only";
import { env } from "../platform/env";

const SECONDS_OF_30_DAYS = 30 * 24 * 60 * 60;

/**
 * The cart's cookie. The browser may read it (the header counts from it), because nothing in it is
 * believed. `__Host-` and `Secure` need https: on a plain address a browser would drop the cart.
 */
export function cartCookie() {
  const isSecure = env().APP_ORIGIN.startsWith("https:");
  return {
    name: isSecure ? "__Host-cart" : "cart",
    options: { maxAge: SECONDS_OF_30_DAYS, sameSite: "lax", path: "/", secure: isSecure, httpOnly: false },
  } as const;
}
