import "server-only";

// Stripe's largest events are a few hundred kilobytes.
const MAX_BYTES = 1024 * 1024;
// Stripe sends an event in one go; a slower sender only occupies a connection.
const MAX_MS = 10_000;

export type Body = { kind: "text"; text: string } | { kind: "too_large" } | { kind: "too_slow" };

/** Reads the body as text, unchanged; stops as soon as it is larger or slower than an event can be. */
export async function readBody(request: Request, mostMs = MAX_MS): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BYTES) return { kind: "too_large" };
  const reader = request.body?.getReader();
  if (!reader) return { kind: "text", text: "" };
  let isLate = false;
  // Ends a read that waits; the rest of the body may never come and is not waited for.
  const giveUp = () => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(() => {
    isLate = true;
    giveUp();
  }, mostMs);
  try {
    const text = await readText(reader);
    if (isLate) return { kind: "too_slow" };
    return text === null ? { kind: "too_large" } : { kind: "text", text };
  } finally {
    clearTimeout(timer);
    giveUp();
  }
}

async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString("utf8");
    size += value.byteLength;
    if (size > MAX_BYTES) return null;
    chunks.push(value);
  }
}
