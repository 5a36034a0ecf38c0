import "server-only";

// Stripe's largest events are a few hundred kilobytes.
const MAX_BYTES = 1024 * 1024;
// Stripe sends an event in one go; whoever needs longer only holds a connection.
const MAX_MS = 10_000;

export type Body = { kind: "text"; text: string } | { kind: "too_large" } | { kind: "too_slow" };

/** The body as text, exactly as it came; given up as soon as it is larger or slower than an event can be. */
export async function readBody(request: Request, mostMs = MAX_MS): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BYTES) return { kind: "too_large" };
  const reader = request.body?.getReader();
  if (!reader) return { kind: "text", text: "" };
  let isLate = false;
  // A read that waits ends with it; nobody waits for what is left of the body, which may never come.
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
