import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { startSandbox } from "../../support/start-sandbox.ts";

/** A sandbox of its own with its side door. */
export async function openAccount() {
  const sandbox = await startSandbox();
  const control = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    url: sandbox.url,
    port: sandbox.port,
    close: () => sandbox.close(),
    control,
    /** @param account another account than the sandbox's own */
    mint: async (name: string, permissions: readonly string[], account?: string): Promise<string> =>
      (await control("POST", "keys", { name, permissions, ...(account ? { account } : {}) })).key,
  };
}

export type Account = Awaited<ReturnType<typeof openAccount>>;

/** Stands between the doctor and the sandbox; `answer` may answer in its place. */
export async function openGate(sandboxUrl: string, answer: (count: number) => number | "cut" | null) {
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    count += 1;
    const instead = answer(count);
    if (instead === "cut") return incoming.socket.destroy();
    if (instead !== null) return outgoing.writeHead(instead).end('{"error":{"message":"Too many requests"}}');
    const onward = request(
      `${sandboxUrl}${incoming.url}`,
      { method: incoming.method, headers: incoming.headers },
      (back) => {
        outgoing.writeHead(back.statusCode ?? 500, back.headers);
        back.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => count,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
