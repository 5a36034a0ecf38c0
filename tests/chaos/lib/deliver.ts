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

/** Sends every body until somebody has acknowledged it, as Stripe does; what fails is sent again, to either server. */
export async function deliverAll({ next, targets, secret, atOnce, onDelivered }: Load): Promise<Delivered> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce * 2 });
  let acknowledged = 0;
  let refused = 0;
  let turn = 0;
  const lane = async () => {
    for (let body = next(); body !== null; body = next()) {
      for (;;) {
        turn += 1;
        const target = targets[turn % targets.length] ?? "";
        if ((await send(target, agent, body, secret)) === 200) break;
        refused += 1;
        await new Promise((done) => setTimeout(done, 100));
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
