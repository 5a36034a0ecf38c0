import { request } from "node:http";

export type Page = { status: number; headers: Record<string, string | string[] | undefined>; bytes: Buffer };
type Asked = { method?: string; headers?: Record<string, string>; body?: string };

/** Gets what the server sends, byte for byte; `fetch` would unpack it. Follows no redirect. */
export function fetchPage(url: string, { method = "GET", headers = {}, body }: Asked = {}): Promise<Page> {
  return new Promise((done, fail) => {
    const asked = request(url, { method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      done({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) });
    });
    asked.once("error", fail);
    asked.end(body);
  });
}
