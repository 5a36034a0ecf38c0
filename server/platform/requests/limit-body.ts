import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { countRefused } from "./count-refused";
import { refuse } from "./refuse";

/** The largest form of the shop and the largest event of Stripe have a few hundred kilobytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Refuses a body that is too large: one of a known length before any of it is kept, one of unknown length as soon as
 * it has come too far. How long it may take is a limit of the server: scripts/serve.ts.
 * @returns false when the request is answered
 */
export function limitBody(request: IncomingMessage, response: ServerResponse, sentence: string): boolean {
  const length = request.headers["content-length"];
  const answer = () => {
    countRefused("large");
    if (!response.headersSent) refuse(response, 413, sentence);
  };
  if (length !== undefined && Number(length) > MAX_BODY_BYTES) {
    answer();
    return false;
  }
  if (request.headers["transfer-encoding"] === undefined) return true;
  let bytes = 0;
  let isRefused = false;
  const { push } = request;
  request.push = (chunk: Buffer | null, ...rest) => {
    bytes += chunk?.length ?? 0;
    if (bytes <= MAX_BODY_BYTES) return push.call(request, chunk, ...rest);
    if (!isRefused) {
      isRefused = true;
      response.once("finish", () => request.destroy());
      answer();
    }
    return false;
  };
  return true;
}
