import { request } from "node:http";

/** One request on a connection of its own: a kept one may have been closed while this process was busy. */
export function ask(
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string },
): Promise<string> {
  return new Promise((done, fail) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const method = body === undefined ? "GET" : "POST";
    const sent = request(
      url,
      { method, agent: false, headers: { ...headers, ...length } },
      async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString("utf8");
        if (answer.statusCode === 200) done(text);
        else fail(new Error(`${url}: ${answer.statusCode} ${text}`));
      },
    );
    sent.once("error", fail);
    sent.end(body);
  });
}
