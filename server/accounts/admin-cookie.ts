import "server-only";
import { cookies } from "next/headers";
import { env } from "../platform/env";

const isHttps = (): boolean => env().APP_ORIGIN.startsWith("https:");

/** `__Host-` where the shop is on https: no other host and no path can set or read it. */
export const cookiePrefix = (): string => (isHttps() ? "__Host-latchkey" : "latchkey");

const nameOf = (name: string): string => `${cookiePrefix()}.${name}`;

export async function readAdminCookie(name: string): Promise<string | null> {
  return (await cookies()).get(nameOf(name))?.value ?? null;
}

/** @param name in full for a cookie of better-auth, otherwise without the prefix */
export async function setAdminCookie(name: string, value: string, maxAge: number | undefined): Promise<void> {
  const full = name.includes(".") ? name : nameOf(name);
  (await cookies()).set(full, value, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    // Also when it is removed: browsers ignore a `__Host-` cookie without it.
    secure: isHttps(),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}
