import "server-only";
import type { ServerResponse } from "node:http";

/** Answers with a sentence, without Next.js. */
export function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  });
  response.end(`${sentence}\n`);
}
