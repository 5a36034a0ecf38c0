import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A proxy before a web process of this machine that does with headers what nginx does by default: `Host` is the
 * upstream's, and nothing says what the browser asked for.
 * @param headers what it is configured to send on top, from the browser's own Host
 */
export async function startPlainProxy(
  port: number,
  headers: (host: string) => Record<string, string> = () => ({}),
) {
  const server = createServer((incoming, outgoing) => {
    const { host = "", ...others } = incoming.headers;
    const upstream = ask(
      {
        host: "127.0.0.1",
        port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...others, host: `127.0.0.1:${port}`, connection: "close", ...headers(host) },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    upstream.on("error", () => outgoing.destroy());
    incoming.pipe(upstream);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
