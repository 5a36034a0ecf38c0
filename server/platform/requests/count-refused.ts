import "server-only";
import { log } from "../log";

const BURST_MS = 5_000;

/** What is said of requests that a stranger can cause without end; by kind. */
const SENTENCES = {
  foreign: "requests that change things were refused with 403: they do not come from a page of APP_ORIGIN",
  host: "requests for another host were refused with 421: this shop is at APP_ORIGIN. Behind a proxy, let it pass Host on",
  malformed: "forms were refused with 400: no page of this shop sends them",
  large: "requests were refused with 413: their body is larger than any form's",
} as const;

export type RefusedKind = keyof typeof SENTENCES;

const counts = new Map<RefusedKind, number>();

/** Counts a refused request: a burst of any size is one line of the log, with its number, five seconds after its first. */
export function countRefused(kind: RefusedKind): void {
  const count = counts.get(kind);
  counts.set(kind, (count ?? 0) + 1);
  if (count === undefined) setTimeout(() => say(kind), BURST_MS).unref();
}

function say(kind: RefusedKind): void {
  log.warn({ requests: counts.get(kind) }, SENTENCES[kind]);
  counts.delete(kind);
}

process.on("exit", () => {
  for (const kind of counts.keys()) say(kind);
});
