import "server-only";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

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
