import "server-only";
import { headers } from "next/headers";
import { env } from "./env";

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
  if (!isSameOrigin(sent, env().APP_ORIGIN)) throw new ForeignOriginError();
}

/** Sec-Fetch-Site comes from the browser itself; without it, Origin must be the configured one. */
export function isSameOrigin(sent: Pick<Headers, "get">, origin: string): boolean {
  const site = sent.get("sec-fetch-site");
  return site === null ? sent.get("origin") === origin : site === "same-origin";
}
