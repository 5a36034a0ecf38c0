import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import Stripe from "stripe";
import { expect, given, query, test } from "./shop.ts";

const { port, hostname } = new URL(given.origin);
const PATH = "/webhooks/stripe";

type Answer = { status: number; location: string | undefined };

/** Sends exactly these bytes. @returns the answer, and how many bytes were taken before it came */
function post(
  path: string,
  headers: Record<string, string | number>,
  body: string | Buffer,
): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = httpRequest({ hostname, port, path, method: "POST", headers }, (answer) => {
      answer.resume().on("error", () => undefined);
      done({ status: answer.statusCode ?? 0, location: answer.headers.location });
      sent.destroy();
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

/** The endpoint's secret: the sandbox answers it every time. */
async function secret(): Promise<string> {
  const answer = await fetch(`${given.sandbox}/_sandbox/webhook_endpoints`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url: `http://127.0.0.1:${port}${PATH}`, enabled_events: ["*"] }),
  });
  return ((await answer.json()) as { secret: string }).secret;
}

async function signed(id = `evt_${randomUUID().replaceAll("-", "")}`) {
  const body = JSON.stringify({
    id,
    type: "invoice.paid",
    livemode: false,
    data: { object: { id: "in_1" } },
  });
  const header = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: await secret() });
  return { id, body, headers: { "stripe-signature": header, "content-type": "application/json" } };
}

const isStored = async (id: string) =>
  (await query("SELECT 1 FROM stripe_events WHERE id = $1", [id])).length === 1;

test("W15: too large is answered 413, by its header and by its size, and a bomb stays packed", async () => {
  const junk = { "stripe-signature": "t=1,v1=x", "content-type": "application/json" };
  const large = Buffer.alloc(1024 * 1024 + 1, "x");
  expect((await post(PATH, junk, large)).status).toBe(413);
  // Chunked: no header tells its size.
  expect((await post(PATH, { ...junk, "transfer-encoding": "chunked" }, large)).status).toBe(413);
  // Answered while nothing of the body has been sent.
  const head = await new Promise<string>((done, fail) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 20971520\r\nStripe-Signature: t=1\r\n\r\n`,
      ),
    );
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes;
    });
    socket.on("error", fail).on("close", () => done(text));
  });
  expect(head).toMatch(/^HTTP\/1\.1 413/);
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  const before = await memory();
  expect((await post(PATH, { ...junk, "content-encoding": "gzip" }, bomb)).status).toBe(400);
  expect((await memory()) - before).toBeLessThan(60);
  const short = await signed();
  const cut = { ...short.headers, "content-length": short.body.length - 5 };
  expect((await post(PATH, cut, short.body.slice(0, -5))).status).toBe(400);
  expect(await isStored(short.id)).toBe(false);
});

/** Of the web process, in MB: its parent is npm start. */
async function memory(): Promise<number> {
  const { execFileSync } = await import("node:child_process");
  const listed = execFileSync("ps", ["-eo", "rss,args"], { encoding: "utf8" });
  const line = listed.split("\n").find((text) => text.includes("next-server") || text.includes(`-p ${port}`));
  return Number(line?.trim().split(/\s+/)[0] ?? 0) / 1024;
}

test("W16: two hundred who send a byte a second are cut, and everybody else is served meanwhile", async () => {
  test.setTimeout(120_000);
  const ended: Promise<string>[] = [];
  for (let made = 0; made < 200; made += 1) {
    const isHead = made % 2 === 0;
    ended.push(
      new Promise((done) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(
            isHead
              ? `POST ${PATH} HTTP/1.1\r\nHost: x\r\n`
              : `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nStripe-Signature: t=1,v1=x\r\n\r\n`,
          );
        });
        const drip = setInterval(() => socket.write(isHead ? "X" : "x"), 1_000);
        let text = "";
        socket.on("data", (bytes) => {
          text += bytes;
        });
        socket
          .on("error", () => undefined)
          .on("close", () => {
            clearInterval(drip);
            done(text.slice(0, 12));
          });
      }),
    );
  }
  const event = await signed();
  expect((await post(PATH, event.headers, event.body)).status).toBe(200);
  expect((await fetch(`${given.origin}/products/hand-bell`)).status).toBe(200);
  expect(new Set(await Promise.all(ended))).toEqual(new Set(["HTTP/1.1 408"]));
  expect(await isStored(event.id)).toBe(true);
});

test("W25: the webhook answers directly, with and without a slash; pages still have one address", async () => {
  for (const path of [PATH, `${PATH}/`]) {
    const event = await signed();
    expect(await post(path, event.headers, event.body)).toEqual({ status: 200, location: undefined });
    expect(await isStored(event.id)).toBe(true);
    expect(await post(path, {}, "{}")).toEqual({ status: 400, location: undefined });
    const get = await fetch(`${given.origin}${path}`, { redirect: "manual" });
    expect(get.status).toBe(405);
  }
  const page = await fetch(`${given.origin}/products/hand-bell/`, { redirect: "manual" });
  expect(page.status).toBe(308);
  expect(page.headers.get("location")).toMatch(/\/products\/hand-bell$/);
  expect((await fetch(`${given.origin}/`, { redirect: "manual" })).status).toBe(200);
});
