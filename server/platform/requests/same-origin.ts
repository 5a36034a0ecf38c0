import "server-only";
import { headers } from "next/headers";
import { isLoopback } from "@/domain/listening";
import { env } from "../env";

/** The form was sent from another site, or not by a browser. */
export class ForeignOriginError extends Error {
  constructor() {
    super("The request does not come from this shop.");
    this.name = "ForeignOriginError";
  }
}

/**
 * Guards a server action. Next.js lets a request without an Origin header pass, so this does not.
 * @throws ForeignOriginError
 */
export async function requireSameOrigin(): Promise<void> {
  const sent = await headers();
  if (!isSameOrigin((name) => sent.get(name), env().APP_ORIGIN)) throw new ForeignOriginError();
}

type ReadHeader = (name: "origin" | "sec-fetch-site" | "host") => string | null | undefined;

/**
 * Whether a request that changes something comes from a page of the shop: the browser's Origin is the shop's own, and
 * Sec-Fetch-Site, where it is sent, does not speak against it. A page without a referrer has the origin "null" in
 * plain forms; there, and without an Origin, Sec-Fetch-Site decides alone.
 * @param origin `APP_ORIGIN`. If it is a loopback one, so may the page's be, on the host that was asked
 */
export function isSameOrigin(sent: ReadHeader, origin: string): boolean {
  const site = sent("sec-fetch-site") ?? null;
  const from = sent("origin") ?? "null";
  if (site !== null && site !== "same-origin") return false;
  if (from === "null") return site !== null;
  return from === origin || (isLoopback(new URL(origin).hostname) && isAlias(from, sent("host")));
}

const isAlias = (from: string, host: string | null | undefined): boolean =>
  from === `http://${host}` && URL.canParse(from) && isLoopback(new URL(from).hostname);
