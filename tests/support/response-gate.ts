import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = { status: number; body: string };
type Request = { method: string; url: string };
type Hold = { isHeld: (request: Request) => boolean; left: number; keep: (answer: Answer) => Promise<void> };
/** What Stripe answered to each GET at one moment, by its path and query. */
export type Truth = Map<string, Answer>;

/**
 * Stands before the sandbox. It passes everything on, or answers as the sandbox once did: so a test can have
 * Stripe say today what was true at any step of a payment's life, again and again. It can keep answers back, so that
 * something surely happens before they come; and it notes when each request came.
 */
export async function openStripeFront(sandboxUrl: string) {
  let recording: Truth | null = null;
  let replayed: Truth | null = null;
  const unforeseen: string[] = [];
  const cameAt: number[] = [];
  let hold: Hold | null = null;

  const server = createServer(async (incoming, outgoing) => {
    cameAt.push(performance.now());
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = "GET", url = "/", headers } = incoming;
    const known = method === "GET" ? replayed?.get(url) : undefined;
    if (replayed && !known) unforeseen.push(`${method} ${url}`);
    const answer = known ?? (await pass(sandboxUrl + url, method, headers, Buffer.concat(chunks)));
    if (method === "GET") recording?.set(url, answer);
    await holdBack({ method, url }, answer);
    outgoing.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  async function holdBack(request: Request, answer: Answer): Promise<void> {
    if (hold === null || hold.left === 0 || !hold.isHeld(request)) return;
    hold.left -= 1;
    await hold.keep(answer);
  }
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
    /**
     * Lets the next `count` such requests run and keeps their answers back: a barrier for those that asked.
     * @returns `all`: the answers, when as many are there; `release`: lets them go
     */
    holdAnswers: (isHeld: Hold["isHeld"], count: number) => {
      const answers: Answer[] = [];
      const [there, open] = [Promise.withResolvers<Answer[]>(), Promise.withResolvers<void>()];
      const keep = (answer: Answer) => {
        if (answers.push(answer) === count) there.resolve(answers);
        return open.promise;
      };
      hold = { isHeld, left: count, keep };
      return { all: there.promise, release: () => open.resolve() };
    },
    /** When each request came, in milliseconds of this process's clock. */
    cameAt,
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
