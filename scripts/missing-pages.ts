// To a page that calls notFound() Next.js answers 404 with an empty document, which a script in the browser fills:
// without JavaScript it stays white, and it names no language. Addresses that belong to no page at all have a page that
// the server makes (app/global-not-found.tsx). So where Next.js would send the empty document, the server asks itself
// for that page and sends it, with its headers and its policy. The admin keeps its own.
import http, { type IncomingMessage, type ServerResponse } from "node:http";

/** No page is here. */
const NOWHERE = "/_missing";
const OF_ONE_CONNECTION = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);
const OTHERS = /^\/(?:admin|_next|_missing|internal|media|webhooks)(?:[/?]|$)/;

/** Call it before Next.js handles the request: an HTML page with 404 is then sent as the page of nowhere. */
export function watchForMissing(request: IncomingMessage, response: ServerResponse): void {
  const { method, url = "", headers } = request;
  // Scripts and forms ask for no document.
  if (method !== "GET" || "rsc" in headers || OTHERS.test(url)) return;
  const { writeHead, write, end } = response;
  let isMissing = false;
  const look = (status = response.statusCode): boolean => {
    const isPage = String(response.getHeader("content-type")).startsWith("text/html");
    isMissing ||= status === 404 && isPage && !response.headersSent;
    return isMissing;
  };
  const given = { writeHead, write, end };
  // Node.js gives these functions many forms; each is passed on as it comes.
  const call = (name: keyof typeof given, values: unknown[]) => Reflect.apply(given[name], response, values);
  Object.assign(response, {
    writeHead: (...values: unknown[]) =>
      look(typeof values[0] === "number" ? values[0] : undefined) ? response : call("writeHead", values),
    write: (...values: unknown[]) => look() || call("write", values),
    end: (...values: unknown[]) => {
      if (!look()) return call("end", values);
      Object.assign(response, given);
      sendNowhere(request, response);
      return response;
    },
  });
}

function sendNowhere({ headers, socket }: IncomingMessage, response: ServerResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 404;
  const { "if-none-match": _tag, range: _range, ...sent } = headers;
  const asked = http.get(
    { host: socket.localAddress, port: socket.localPort, path: NOWHERE, headers: sent, agent: false },
    (answer) => {
      for (const [name, value] of Object.entries(answer.headers))
        if (!OF_ONE_CONNECTION.has(name) && value !== undefined) response.setHeader(name, value);
      answer.pipe(response);
    },
  );
  asked.on("error", () => response.end());
}
