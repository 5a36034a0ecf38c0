import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { answerQuestions } from "../lib/answer-questions.ts";
import { makeEvent } from "../lib/make-event.ts";
import { makePaymentEvent } from "../lib/make-payment-event.ts";
import { quantile } from "../lib/statistics.ts";

export type EventLoad = {
  url: string;
  secret: string;
  connections: number;
  seconds: number;
  /** So many events a second, whether the last ones were answered or not; left out: as fast as they are answered. */
  wanted?: number;
  /** What the events tell of. */
  of?: "session" | "payment";
};
export type EventRate = { perSecond: number; count: number; p50: number; p99: number; faults: number };

/** Sends signed events, each another one and signed just before it goes, on so many connections at once. */
answerQuestions(async (load: EventLoad): Promise<EventRate> => {
  const { url, secret, connections, seconds, wanted } = load;
  const make = load.of === "payment" ? makePaymentEvent : makeEvent;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let faults = 0;
  const started = performance.now();
  const until = started + seconds * 1_000;
  const sendOne = async (due: number) => {
    const body = JSON.stringify(make());
    const status = await send(url, agent, body, sign(body, secret));
    if (status === 200) times.push(performance.now() - due);
    else faults += 1;
  };
  const sendOn = async () => {
    while (performance.now() < until) await sendOne(performance.now());
  };
  // Timed from when each was due: waiting behind a slow one is part of its time.
  const sendInTime = async (rate: number) => {
    const under: Promise<void>[] = [];
    for (let due = started; due < until; due += 1_000 / rate) {
      const early = due - performance.now();
      if (early > 1) await new Promise((done) => setTimeout(done, early));
      under.push(sendOne(due));
    }
    await Promise.all(under);
  };
  if (wanted === undefined) await Promise.all(Array.from({ length: connections }, sendOn));
  else await sendInTime(wanted);
  const took = (performance.now() - started) / 1_000;
  agent.destroy();
  return {
    perSecond: times.length / took,
    count: times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    faults,
  };
});

/** https://docs.stripe.com/webhooks#verify-manually */
function sign(body: string, secret: string): string {
  const at = Math.floor(Date.now() / 1_000);
  return `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
}

/** @returns the status; 0 for no answer */
function send(url: string, agent: Agent, body: string, signature: string): Promise<number> {
  return new Promise((done) => {
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      "stripe-signature": signature,
      "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    };
    const sent = request(url, { method: "POST", agent, headers }, (answer) => {
      answer.resume().once("end", () => done(answer.statusCode ?? 0));
    });
    sent.once("error", () => done(0));
    sent.end(body);
  });
}
