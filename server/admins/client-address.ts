import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const HEADER = "x-latchkey-socket-address";
const shared = globalThis as { latchkeyWatchesSockets?: boolean };

/**
 * Notes on every incoming request which address its socket has, over anything that a client may have sent
 * under that name. Next.js does not hand the socket to actions and believes a client's X-Forwarded-For, so
 * the note is made before Next.js sees the request. Call it once per process, before it listens.
 */
export function watchSocketAddresses(): void {
  if (shared.latchkeyWatchesSockets) return;
  shared.latchkeyWatchesSockets = true;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[HEADER] = request.socket.remoteAddress ?? "unknown";
  });
}

/** The address of the client's socket; null where nobody notes it: then a header of that name is the client's word. */
export function clientAddress(sent: Pick<Headers, "get">): string | null {
  return shared.latchkeyWatchesSockets ? sent.get(HEADER) : null;
}
