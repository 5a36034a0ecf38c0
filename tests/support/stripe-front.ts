import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = { status: number; body: string };
/** What Stripe answered to each GET at one moment, by its path and query. */
export type Truth = Map<string, Answer>;

/**
 * Stands before the sandbox. It passes everything on, or answers as the sandbox once did: so a test can have
 * Stripe say today what was true at any step of a payment's life, again and again.
 */
export async function openStripeFront(sandboxUrl: string) {
  let recording: Truth | null = null;
  let replayed: Truth | null = null;
  const unforeseen: string[] = [];

  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = "GET", url = "/", headers } = incoming;
    const known = method === "GET" ? replayed?.get(url) : undefined;
    if (replayed && !known) unforeseen.push(`${method} ${url}`);
    const answer = known ?? (await pass(sandboxUrl + url, method, headers, Buffer.concat(chunks)));
    if (method === "GET") recording?.set(url, answer);
    outgoing.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Notes what is answered while `work` asks. */
    record: async (work: () => Promise<unknown>): Promise<Truth> => {
      recording = new Map();
      await work();
      const recorded = recording;
      recording = null;
      return recorded;
    },
    replay: (truth: Truth | null) => {
      replayed = truth;
    },
    /** Requests during a replay that were not recorded: the sandbox answered them. */
    unforeseen,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type StripeFront = Awaited<ReturnType<typeof openStripeFront>>;

function pass(url: string, method: string, headers: object, body: Buffer): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request(url, { method, headers: { ...headers } }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      done({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
    });
    sent.once("error", fail);
    sent.end(body);
  });
}
