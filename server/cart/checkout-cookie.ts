import "server-only";
import { env } from "../platform/env";

const SECONDS_OF_A_DAY = 24 * 60 * 60;

/** Which order this browser is paying: its reference. Scripts cannot read it. */
export function checkoutCookie() {
  const isSecure = env().APP_ORIGIN.startsWith("https:");
  return {
    name: isSecure ? "__Host-checkout" : "checkout",
    options: { maxAge: SECONDS_OF_A_DAY, sameSite: "lax", path: "/", secure: isSecure, httpOnly: true },
  } as const;
}
