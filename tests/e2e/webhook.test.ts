import { execFileSync } from "node:child_process";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { newEventId } from "../support/event-id.ts";
import { expect, given, query, test } from "./shop.ts";
import { WEBHOOK_PATH as PATH, signEvent } from "./signed-event.ts";

const { port, hostname } = new URL(given.origin);

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

const signed = (id = newEventId()) =>
  signEvent({ id, type: "invoice.paid", livemode: false, data: { object: { id: "in_1" } } });

const isStored = async (id: string) =>
  (await query("SELECT 1 FROM stripe_events WHERE id = $1", [id])).length === 1;

test("W15: a delivery that is too large is answered 413, by its header and by its size, and a bomb stays packed", async () => {
  const junk = { "stripe-signature": "t=1,v1=x", "content-type": "application/json" };
  const large = Buffer.alloc(1024 * 1024 + 1, "x");
  expect((await post(PATH, junk, large)).status).toBe(413);
  // Chunked: no header tells its size.
  expect((await post(PATH, { ...junk, "transfer-encoding": "chunked" }, large)).status).toBe(413);
  // Answered while nothing of the body has been sent.
  const head = await new Promise<string>((done, fail) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 20971520\r\nStripe-Signature: t=1\r\n\r\n`,
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
  const before = memory();
  expect((await post(PATH, { ...junk, "content-encoding": "gzip" }, bomb)).status).toBe(400);
  expect(memory() - before).toBeLessThan(100);
  const short = await signed();
  const cut = { ...short.headers, "content-length": short.body.length - 5 };
  expect((await post(PATH, cut, short.body.slice(0, -5))).status).toBe(400);
  expect(await isStored(short.id)).toBe(false);
});

/** What the processes of this run's npm start hold, in MB. */
function memory(): number {
  const listed = execFileSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" });
  const rows = listed.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const own = new Set([given.pid]);
  let kilobytes = 0;
  // A child may be listed before its parent: as often as there may be generations.
  for (let turn = 0; turn < 5; turn += 1)
    for (const [pid = 0, parent = 0] of rows) if (own.has(parent)) own.add(pid);
  for (const [pid = 0, , rss = 0] of rows) if (own.has(pid)) kilobytes += rss;
  expect(own.size, "the shop is made of several processes").toBeGreaterThan(2);
  return kilobytes / 1024;
}

// What each sends before it begins to drip, and what it drips: a head that never ends, and bodies that do not.
const SLOW = [
  ["", "X"],
  ["Content-Length: 5000\r\nStripe-Signature: t=1,v1=x\r\n\r\n", "x"],
  ["Transfer-Encoding: chunked\r\nStripe-Signature: t=1,v1=x\r\n\r\n", "1\r\nx\r\n"],
] as const;

/** Connects and sends a little each second. @returns the first line of the answer, when it is cut */
function drip([head, piece]: readonly [string, string]): Promise<string> {
  return new Promise((done) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`POST ${PATH} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${head}`),
    );
    const timer = setInterval(() => socket.write(piece), 1_000);
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearInterval(timer);
      done(text.slice(0, 12));
    });
  });
}

test("W16: two hundred who send a byte a second are cut, and everybody else is served meanwhile", async () => {
  test.setTimeout(120_000);
  let open = 200;
  const ended = Array.from({ length: open }, async (_, made) => {
    const line = await drip(SLOW[made % SLOW.length] ?? SLOW[0]);
    open -= 1;
    return line;
  });
  while (open > 0) {
    const event = await signed();
    expect((await post(PATH, event.headers, event.body)).status).toBe(200);
    expect(await isStored(event.id)).toBe(true);
    expect((await fetch(`${given.origin}/products/hand-bell`)).status).toBe(200);
    // A pace, not a wait: all the time others are served, until the last slow one is cut.
    await new Promise((done) => setTimeout(done, 200));
  }
  // None is taken for a whole body whose signature is wrong, which would be a 400.
  expect(new Set(await Promise.all(ended))).toEqual(new Set(["HTTP/1.1 408"]));
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
