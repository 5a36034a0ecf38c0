import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isLoopback, makeHostRule } from "@/domain/listening";
import { translator } from "@/messages/messages";
import { env, shopLocale } from "../env";
import { countRefused } from "./count-refused";
import { limitBody } from "./limit-body";
import { refuse } from "./refuse";
import { isSameOrigin } from "./same-origin";
import { headersAdder } from "./security-headers";
import { silenceComplaints, watchPosted } from "./watch-posted";

/** Passes a request on to Next.js, or answers it here. */
export type RequestGate = (
  request: IncomingMessage,
  response: ServerResponse,
  pass: () => Promise<void>,
) => Promise<void> | void;

const SLASH = 47;
// They know their sender by a signature or a secret, and get no cookies.
const MACHINES = /^\/(?:webhooks|internal)\//;

/**
 * Makes what stands between the socket and Next.js: it refuses what no page of the shop sends, before anything of it
 * is read. It runs for every request, and a static page takes 1 ms in all: a few comparisons of texts, no more.
 *
 * What passes has the shop's own host in `Host`, whatever a proxy made of it, and no X-Forwarded-Host: Next.js
 * compares it with the Origin of an action, and builds addresses from it. Call it once per process.
 */
export function makeRequestGate(): RequestGate {
  const { APP_ORIGIN, HOST, PROXY_HOPS } = env();
  const t = translator(shopLocale());
  silenceComplaints();
  const { host: ownHost } = new URL(APP_ORIGIN);
  const addHeaders = headersAdder(APP_ORIGIN);
  const isForShop = makeHostRule({ origin: APP_ORIGIN, listensOn: HOST, proxyHops: PROXY_HOPS ?? 0 });

  return (request, response, pass) => {
    const { method, headers, url = "" } = request;
    addHeaders(response);
    if (method !== "GET" && method !== "POST" && method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD, POST");
      return refuse(response, 405, t("site.request.method"));
    }
    if (!isReadable(url) || hasTwoHosts(request)) return refuse(response, 400, t("site.request.unreadable"));
    const asked = { host: headers.host, forwardedHost: forwardedHost(request), isLocal: isLocal(request) };
    if (headers.host !== ownHost && url !== "/health" && !isForShop(asked)) {
      countRefused("host");
      return refuse(response, 421, t("site.request.otherHost", { address: APP_ORIGIN }));
    }
    if (!limitBody(request, response, t("site.request.tooLarge"))) return;
    if (method !== "POST" || MACHINES.test(url)) {
      setOwnHost(request, ownHost);
      return pass();
    }
    if (!isSameOrigin((name) => textOf(headers[name]), APP_ORIGIN)) {
      countRefused("foreign");
      return refuse(response, 403, t("site.request.foreign", { address: APP_ORIGIN }));
    }
    setOwnHost(request, ownHost);
    headers.origin = APP_ORIGIN;
    return watchPosted(request, response, t("site.action.invalid"), pass);
  };
}

/** No address of the shop holds a NUL or a percent sign that stands for nothing; PostgreSQL takes neither. */
function isReadable(url: string): boolean {
  if (url.charCodeAt(0) !== SLASH) return false;
  if (!url.includes("%")) return true;
  if (url.includes("%00")) return false;
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** Node.js takes the first; what stands between may have taken the other. */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === "host") hosts += 1;
  return hosts > 1;
}

function setOwnHost({ headers }: IncomingMessage, host: string): void {
  headers.host = host;
  delete headers["x-forwarded-host"];
}

const isLocal = ({ socket }: IncomingMessage): boolean =>
  socket.remoteAddress !== undefined &&
  (socket.remoteAddress === socket.localAddress || isLoopback(socket.remoteAddress));

const textOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join(",") : header);
const forwardedHost = ({ headers }: IncomingMessage) => textOf(headers["x-forwarded-host"]);
