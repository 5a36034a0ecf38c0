import "server-only";
import type { DocumentData } from "@/domain/documents/document";
import { fileName, renderPdf } from "./render-pdf";

// A document never changes, so what was made is kept: the last few, of some forty kilobytes each.
const MAX_KEPT = 40;
// Who has one link can ask for its documents all day: what is kept costs nothing, the rest waits a minute.
const MAX_MADE = 60;
const WINDOW_MS = 60_000;

const kept = new Map<string, Buffer>();
let window = { since: 0, made: 0 };

/**
 * A document as a PDF to read, save and print.
 * @param isLimited for shoppers: all together have few made in a minute, so that nobody keeps the process busy
 */
export function answerPdf(id: string, data: DocumentData, isLimited: boolean): Response {
  const known = kept.get(id);
  if (!known && isLimited && !mayMake(Date.now()))
    return new Response(null, { status: 429, headers: { "retry-after": String(WINDOW_MS / 1_000) } });
  const pdf = known ?? renderPdf(data);
  keep(id, pdf);
  return new Response(new Uint8Array(pdf), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="${fileName(data)}"`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    },
  });
}

function mayMake(now: number): boolean {
  if (now - window.since >= WINDOW_MS) window = { since: now, made: 0 };
  window.made += 1;
  return window.made <= MAX_MADE;
}

/** The one that was asked for last is forgotten last. */
function keep(id: string, pdf: Buffer): void {
  kept.delete(id);
  kept.set(id, pdf);
  const oldest = kept.keys().next().value;
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
}
