import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "../../../app/webhooks/stripe/route.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { env } from "../../../server/platform/env.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const OLD = "whsec_the_old_secret_for_tests";
const NEW = "whsec_the_new_secret_for_tests";
const AT_ONCE = 16;

let url: string;
let close: () => Promise<unknown>;
let know: (...secrets: string[]) => void;
let stored: () => Promise<Map<string, number>>;

beforeAll(async () => {
  await useDatabase();
  useEnvironment({ STRIPE_WEBHOOK_SECRET: OLD });
  know = (...secrets) => {
    env().STRIPE_WEBHOOK_SECRET = secrets;
  };
  stored = async () => {
    const { rows } = await pool().query("SELECT id, count(*)::int AS n FROM stripe_events GROUP BY id");
    return new Map(rows.map(({ id, n }) => [id, n]));
  };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = new Headers(incoming.headers as Record<string, string>);
    const answer = await POST(
      new Request("http://localhost/", { method: "POST", headers, body: Buffer.concat(chunks) }),
    );
    outgoing.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  close = () => new Promise((done) => server.close(done));
});

afterAll(async () => {
  await close();
  await closeDb();
});

/** Signs as Stripe does: while a secret is rolled there, with both. */
async function send(id: string, secrets: string[]): Promise<number> {
  const payload = JSON.stringify({
    id,
    object: "event",
    type: "charge.captured",
    livemode: false,
    data: { object: { id: "ch_1" } },
  });
  const headers = secrets.map((secret) => Stripe.webhooks.generateTestHeaderString({ payload, secret }));
  const signature = [headers[0], ...headers.slice(1).map((header) => header.replace(/^t=\d+,/, ""))].join(
    ",",
  );
  const answer = await fetch(url, {
    method: "POST",
    headers: { "stripe-signature": signature },
    body: payload,
  });
  await answer.arrayBuffer();
  return answer.status;
}

describe("a webhook secret is rolled under load", () => {
  it("and no event is lost or refused, as docs/rotation.md has it", async () => {
    const sent: string[] = [];
    const statuses: number[] = [];
    let signing = [OLD];
    let isOver = false;
    const turns = Array.from({ length: AT_ONCE }, () => 0);
    const lanes = turns.map(async (_, lane) => {
      for (let turn = 0; !isOver; turn += 1) {
        turns[lane] = turn;
        const id = `evt_${lane}_${turn}`;
        sent.push(id);
        statuses.push(await send(id, signing));
      }
    });
    // Each lane sends some more, and none is still at one that it signed before.
    const pass = async () => {
      const until = turns.map((turn) => turn + 5);
      while (turns.some((turn, lane) => turn < (until[lane] ?? 0)))
        await new Promise((done) => setTimeout(done, 5));
    };
    await pass();
    know(OLD, NEW);
    await pass();
    signing = [OLD, NEW];
    await pass();
    signing = [NEW];
    await pass();
    // What was signed with the old one is still on its way.
    know(NEW, OLD);
    await pass();
    know(NEW);
    await pass();
    isOver = true;
    await Promise.all(lanes);
    expect(sent.length).toBeGreaterThan(30 * AT_ONCE);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    const rows = await stored();
    expect(sent.filter((id) => rows.get(id) !== 1)).toEqual([]);
  });

  it("and afterwards the old one opens nothing", async () => {
    know(NEW);
    expect(await send("evt_old", [OLD])).toBe(400);
    expect(await send("evt_new", [NEW])).toBe(200);
    expect((await stored()).has("evt_old")).toBe(false);
  });

  it("while the order of the two does not matter, nor how many signatures come", async () => {
    know(OLD, NEW);
    for (const [name, secrets] of Object.entries({
      old: [OLD],
      new: [NEW],
      both: [OLD, NEW],
      other: ["whsec_other_secret", NEW],
    }))
      expect([name, await send(`evt_order_${name}`, secrets)]).toEqual([name, 200]);
    expect(await send("evt_order_none", ["whsec_other_secret"])).toBe(400);
  });
});
