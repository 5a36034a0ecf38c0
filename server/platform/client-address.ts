import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP, isIPv4 } from "node:net";
import { env } from "./env";
import { sign } from "./seal";

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

/**
 * Whom to count a request for: the client's IPv4 address, or its IPv6 network, of which one household has 2^64
 * addresses. It is the socket's, or what the outermost of PROXY_HOPS proxies says; what a client itself put into
 * X-Forwarded-For stands further left and is not read. Null where nobody notes the socket: then a header of that name
 * is the client's word.
 */
export function clientAddress(sent: Pick<Headers, "get">): string | null {
  const socket = shared.latchkeyWatchesSockets ? sent.get(HEADER) : null;
  const address = socket === null ? null : (forwardedAddress(sent) ?? socket);
  if (address === null || isIPv4(address)) return address;
  const mapped = address.replace(/^::ffff:/i, "");
  return isIPv4(mapped) ? mapped : networkOf(address);
}

/**
 * Whose open checkouts are counted together, as a keyed hash: the database learns no address. Null where shoppers
 * cannot be told apart: behind a proxy that the shop was not told of, all of them have its address.
 */
export function shopperKey(sent: Pick<Headers, "get">): string | null {
  const address = env().PROXY_HOPS === undefined ? null : clientAddress(sent);
  return address && sign("shopper", address);
}

function forwardedAddress(sent: Pick<Headers, "get">): string | null {
  const hops = env().PROXY_HOPS ?? 0;
  const said = sent.get("x-forwarded-for")?.split(",").at(-hops)?.trim() ?? "";
  return hops > 0 && isIP(said) ? said : null;
}

/** The first 64 bits, with what "::" leaves out written out. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const before = head.split(":").filter(Boolean);
  const after = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array(Math.max(0, 8 - before.length - after.length)).fill("0");
  return `${[...before, ...(tail === undefined ? [] : zeros), ...after].slice(0, 4).join(":")}::/64`;
}
