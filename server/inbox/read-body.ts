import "server-only";

// Stripe's largest events are a few hundred kilobytes.
const MOST_BYTES = 1024 * 1024;

/** The body as text, exactly as it came; null as soon as it is larger than an event can be. */
export async function readBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
