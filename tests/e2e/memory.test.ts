import { spawnSync } from "node:child_process";
import { Agent, get } from "node:http";
import { freePort } from "../../scripts/ports.ts";
import { isLong } from "../support/scale.ts";
import { sandboxKey, startWebProcess } from "../support/web-process.ts";
import { expect, given, test } from "./shop.ts";

/** While unknown addresses were kept, 4,500 of them took 900 MB. The sample is about what is kept, not how much. */
const ADDRESSES = isLong ? 20_000 : 160;
const MAX_MEGABYTES = 350;
const CONNECTIONS = 8;

/** Addresses that nothing belongs to, and other ways to write one that does. */
const KINDS: ((number: number) => string)[] = [
  (number) => `/products/made-up-${number}`,
  (number) => `/collections/made-up-${number}`,
  (number) => `/products/hand-bell/made-up-${number}`,
  (number) => `/made-up-${number}`,
  (number) => `/home/made-up-${number}`,
  (number) => `/sitemap/products-${number}.xml`,
  (number) => `/products/${inOtherLetters("hand-bell", number)}`,
  (number) => `/products/hand-bell?made-up=${number}`,
];

/** A text with those letters as percent signs that the number's bits say. */
const inOtherLetters = (text: string, number: number): string =>
  Array.from(text, (letter, at) =>
    (number >> at) & 1 ? `%${letter.charCodeAt(0).toString(16)}` : letter,
  ).join("");

test("W1: addresses that nothing belongs to do not stay in memory, and pages that are real do", async () => {
  test.setTimeout(isLong ? 1_800_000 : 300_000);
  const web = await startWebProcess({
    port: await freePort(),
    dataDir: given.dataDir,
    sandbox: given.sandbox,
    env: {
      SURFACE: "shop",
      STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
      STRIPE_CHECKOUT_KEY: await sandboxKey(given.sandbox, "shop checkout"),
    },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const ask = (path: string) =>
    new Promise<{ status: number; cache: unknown }>((done, fail) => {
      get(
        { host: "127.0.0.1", port: web.port, path, agent, headers: { host: `localhost:${web.port}` } },
        (answer) =>
          answer
            .resume()
            .on("end", () =>
              done({ status: answer.statusCode ?? 0, cache: answer.headers["x-nextjs-cache"] }),
            ),
      ).on("error", fail);
    });
  try {
    expect((await ask("/products/hand-bell")).status).toBe(200);
    for (const kind of KINDS) {
      const [first, again] = [await ask(kind(0)), await ask(kind(0))];
      expect([kind(0), first.status, again.cache]).toEqual([
        kind(0),
        first.status,
        first.status === 404 ? expect.not.stringMatching("HIT") : "HIT",
      ]);
    }
    let next = 0;
    const statuses = new Map<number, number>();
    const work = async () => {
      for (let number = next++; number < ADDRESSES; number = next++) {
        const { status } = await ask(
          KINDS[number % KINDS.length]?.(Math.floor(number / KINDS.length) + 1) ?? "/",
        );
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    expect([...statuses.keys()].toSorted()).toEqual([200, 404]);
    expect(statuses.get(404)).toBeGreaterThanOrEqual((ADDRESSES / KINDS.length) * 6 - 1);
    expect(megabytesOf(web.pid)).toBeLessThan(MAX_MEGABYTES);
    expect(await ask("/products/hand-bell")).toEqual({ status: 200, cache: "HIT" });
  } finally {
    agent.destroy();
    await web.stop();
  }
});

function megabytesOf(pid: number): number {
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(stdout) / 1_024;
}
