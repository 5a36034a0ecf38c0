import "server-only";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { listenForChanges } from "./listen-for-changes";

export const SECRET_HEADER = "x-latchkey-revalidation";

const MAX_ATTEMPTS = 3;
// A request without an answer for so long has been given up by its client, or renders no page.
const MAX_RENDER_MS = 5_000;
const LOOK_MS = 10;

// On globalThis, because Next.js loads instrumentation and routes as separate copies of this module.
const shared = globalThis as { latchkeyRevalidationSecret?: string };

/** The requests that may be rendering a page, oldest first, with the time they came. */
const rendering = new Map<ServerResponse, number>();

/**
 * Keeps this web process's pages as fresh as the catalog. `own` is where this process serves: Next.js forgets
 * pages only within a request, so it sends one to itself. Await it before the first page is served.
 * @param beforeForgetting what pages are made from and this process keeps in memory is read again by it
 * @returns a function that ends it
 */
export async function startRevalidation(
  own: string,
  beforeForgetting: (paths: string[]) => Promise<void> = async () => undefined,
): Promise<() => Promise<void>> {
  watchRequests();
  const url = `${own}/internal/revalidate`;
  return listenForChanges(async (paths) => {
    await beforeForgetting(paths);
    await sendToSelf(url, paths);
    // A page that was being rendered from the old catalog is kept only when it is finished, after it was forgotten.
    if (await untilRendered()) await sendToSelf(url, paths);
  });
}

/** What only this process knows: a request that carries it comes from this process. */
export function revalidationSecret(): string {
  shared.latchkeyRevalidationSecret ??= randomBytes(32).toString("base64url");
  return shared.latchkeyRevalidationSecret;
}

/** Compares in constant time. */
export function isRevalidationSecret(given: string | null): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given ?? ""), hash(revalidationSecret()));
}

function watchRequests(): void {
  subscribe("http.server.request.start", (event) => {
    const { request, response } = event as { request: IncomingMessage; response: ServerResponse };
    if (request.method !== "GET" && request.method !== "HEAD") return;
    rendering.set(response, Date.now());
    // An answer that its client gave up never finishes.
    for (const [oldest, at] of rendering) {
      if (at > Date.now() - MAX_RENDER_MS) break;
      rendering.delete(oldest);
    }
  });
  subscribe("http.server.response.finish", (event) => {
    rendering.delete((event as { response: ServerResponse }).response);
  });
}

/**
 * Waits for the pages that are being rendered now; the next ones are rendered from the new catalog. Next.js stores a
 * page before it sends the headers of the answer. @returns whether there were any
 */
async function untilRendered(): Promise<boolean> {
  const isRendering = ([response, at]: [ServerResponse, number]) =>
    !response.headersSent && at > Date.now() - MAX_RENDER_MS;
  const begun = [...rendering].filter(isRendering);
  while (begun.some(isRendering)) await new Promise((done) => setTimeout(done, LOOK_MS));
  return begun.length > 0;
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
      if (attempt === MAX_ATTEMPTS) throw error;
      await new Promise((done) => setTimeout(done, 100 * attempt));
    }
  }
}
