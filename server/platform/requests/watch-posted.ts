import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { countRefused } from "./count-refused";
import { type Posted, posted } from "./posted";

// Between two requests of this process: Next.js sends an action that another of its parts holds there by a request of
// its own, whose headers it hands on and whose status it does not.
const HANDED_ON = "x-latchkey-status";

/**
 * Passes a form on to Next.js. What Next.js cannot read as one of the shop's actions is the sender's fault: the answer
 * says 400 in place of 500, and the log gets a number in place of a stack for each.
 * @param sentence what a browser then shows
 */
export function watchPosted(
  { headers }: IncomingMessage,
  response: ServerResponse,
  sentence: string,
  pass: () => Promise<void>,
): Promise<void> {
  const request: Posted = { isAction: false, status: null };
  const isForwarded = headers["x-action-forwarded"] !== undefined;
  // 409: an action of another build, or of none.
  const isUnread = (status: number) => (status >= 500 || status === 409) && !request.isAction;
  const { writeHead, write, end } = response;
  let isReplaced = false;
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    if (isUnread(status)) {
      countRefused("malformed");
      request.status = 400;
      // A page that says that the fault is the shop's. What a script reads has no such sentence in it.
      isReplaced = response.getHeader("content-type") !== "text/x-component";
      if (isReplaced) {
        for (const name of ["Content-Length", "Content-Encoding", "ETag"]) response.removeHeader(name);
        response.setHeader("Content-Type", "text/plain; charset=utf-8");
      }
    }
    const chosen = request.status ?? response.getHeader(HANDED_ON);
    if (isForwarded && chosen !== undefined) response.setHeader(HANDED_ON, chosen);
    else response.removeHeader(HANDED_ON);
    return Reflect.apply(writeHead, response, [Number(chosen ?? status), ...rest]);
  }) as typeof writeHead;
  const begin = () => {
    if (!response.headersSent && isUnread(response.statusCode)) response.writeHead(response.statusCode);
  };
  response.write = ((...rest: unknown[]) => {
    begin();
    return isReplaced || Reflect.apply(write, response, rest);
  }) as typeof write;
  response.end = ((...rest: unknown[]) => {
    begin();
    return isReplaced ? end.call(response, `${sentence}\n`, "utf8") : Reflect.apply(end, response, rest);
  }) as typeof end;
  return posted().run(request, pass);
}

/**
 * Drops what Next.js prints while it reads a form that is none of the shop's: each is a line or a stack, and a stranger
 * can send thousands. They are counted by their answers. Call it once per process.
 */
export function silenceComplaints(): void {
  const { console: own } = globalThis;
  for (const level of ["error", "warn"] as const) {
    const print = own[level];
    own[level] = (...said: unknown[]) => {
      if (posted().getStore()?.isAction !== false) print(...said);
    };
  }
}
