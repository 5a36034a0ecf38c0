import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_PICTURE_BYTES } from "@/domain/catalog/editor/max-picture";
import { MAX_FILE_BYTES } from "@/domain/catalog/imports/import";
import { countRefused } from "./count-refused";
import { refuse } from "./refuse";

/** The largest form of the shop and the largest event of Stripe have a few hundred kilobytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Pages whose forms bring files, each with room for the other fields. */
const UPLOADS: { path: RegExp; maxBytes: number }[] = [
  { path: /^\/admin\/products\/pictures$/, maxBytes: MAX_PICTURE_BYTES + MAX_BODY_BYTES },
  { path: /^\/admin\/products\/import(?:\?|$)/, maxBytes: MAX_FILE_BYTES + MAX_BODY_BYTES },
];
// Each may hold its file in memory three times over while it is read.
const MAX_UPLOADS = 2;
let uploads = 0;

/**
 * Refuses a body that is too large: one of a known length before any of it is kept, one of unknown length as soon as
 * it has come too far. How long it may take is a limit of the server: scripts/serve.ts.
 * @returns false when the request is answered
 */
export function limitBody(request: IncomingMessage, response: ServerResponse, sentence: string): boolean {
  const length = request.headers["content-length"];
  const maxBytes = maxBytesOf(request, response);
  const answer = () => {
    countRefused("large");
    if (!response.headersSent) refuse(response, 413, sentence);
  };
  if (length !== undefined && Number(length) > maxBytes) {
    answer();
    return false;
  }
  if (request.headers["transfer-encoding"] === undefined) return true;
  let bytes = 0;
  let isRefused = false;
  const { push } = request;
  request.push = (chunk: Buffer | null, ...rest) => {
    bytes += chunk?.length ?? 0;
    if (bytes <= maxBytes) return push.call(request, chunk, ...rest);
    if (!isRefused) {
      isRefused = true;
      response.once("finish", () => request.destroy());
      answer();
    }
    return false;
  };
  return true;
}

/** A third upload at a time gets the room of an ordinary form. */
function maxBytesOf({ method, url = "" }: IncomingMessage, response: ServerResponse): number {
  const upload = method === "POST" ? UPLOADS.find(({ path }) => path.test(url)) : undefined;
  if (!upload || uploads >= MAX_UPLOADS) return MAX_BODY_BYTES;
  uploads += 1;
  response.once("close", () => {
    uploads -= 1;
  });
  return upload.maxBytes;
}
