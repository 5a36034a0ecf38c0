import "server-only";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { listenForCatalogChanges } from "./listen-for-changes";

const TRIES = 3;

/**
 * Keeps this web process's pages as fresh as the catalog. `port` is where this process serves: pages can be
 * forgotten only within a request, so it sends one to itself. Await it before the first page is served.
 * @returns a function that ends it
 */
export async function startRevalidation(port: number): Promise<() => Promise<void>> {
  return listenForCatalogChanges((paths) =>
    sendToSelf(`http://127.0.0.1:${port}/internal/revalidate`, paths),
  );
}

/** @throws when the pages could not be forgotten; the listener then starts over and forgets everything. */
async function sendToSelf(url: string, paths: string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", [SECRET_HEADER]: revalidationSecret() },
        body: JSON.stringify({ paths }),
        signal: AbortSignal.timeout(2_000),
      });
      if (response.ok) return;
      throw new Error(`the revalidation route answered ${response.status}`);
    } catch (error) {
      if (attempt === TRIES) throw error;
      await new Promise((done) => setTimeout(done, 100 * attempt));
    }
  }
}

export const SECRET_HEADER = "x-latchkey-revalidation";

// On globalThis, because Next.js loads instrumentation and routes as separate copies of this module.
const shared = globalThis as { latchkeyRevalidationSecret?: string };

/** What only this process knows: whoever sends it is this process. */
export function revalidationSecret(): string {
  shared.latchkeyRevalidationSecret ??= randomBytes(32).toString("base64url");
  return shared.latchkeyRevalidationSecret;
}

/** Compares in constant time, whatever was sent. */
export function isRevalidationSecret(given: string | null): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given ?? ""), hash(revalidationSecret()));
}
