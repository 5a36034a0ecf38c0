import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

type Load = {
  /** Gives the next body, or null at the end. */
  next: () => string | null;
  targets: string[];
  secret: string;
  atOnce: number;
  onDelivered: (count: number) => void;
};

export type Delivered = { acknowledged: number; refused: number };

// A server that did not take one is left alone for so long: meanwhile the other one has everything.
const LEFT_ALONE_MS = 200;

/** Sends every body until a server has acknowledged it, as Stripe does; what fails is sent again, to either server. */
export async function deliverAll({ next, targets, secret, atOnce, onDelivered }: Load): Promise<Delivered> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const usableAt = targets.map(() => 0);
  let acknowledged = 0;
  let refused = 0;
  let turn = 0;
  const choose = async (): Promise<number> => {
    for (;;) {
      for (let tried = 0; tried < targets.length; tried += 1) {
        turn = (turn + 1) % targets.length;
        if ((usableAt[turn] ?? 0) <= Date.now()) return turn;
      }
      await new Promise((done) => setTimeout(done, LEFT_ALONE_MS / 4));
    }
  };
  const lane = async () => {
    for (let body = next(); body !== null; body = next()) {
      for (;;) {
        const target = await choose();
        if ((await send(targets[target] ?? "", agent, body, secret)) === 200) break;
        refused += 1;
        usableAt[target] = Date.now() + LEFT_ALONE_MS;
      }
      acknowledged += 1;
      onDelivered(acknowledged);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  agent.destroy();
  return { acknowledged, refused };
}

/** @returns the status; 0 for no answer */
function send(url: string, agent: Agent, body: string, secret: string): Promise<number> {
  const at = Math.floor(Date.now() / 1_000);
  const signature = `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "stripe-signature": signature,
  };
  return new Promise((done) => {
    const sent = request(url, { method: "POST", agent, headers, timeout: 15_000 }, (answer) => {
      answer.once("error", () => done(0));
      answer.resume().once("end", () => done(answer.statusCode ?? 0));
    });
    sent.once("timeout", () => sent.destroy());
    sent.once("error", () => done(0));
    sent.end(body);
  });
}
