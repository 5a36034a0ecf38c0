import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startSandbox } from "../../server.ts";
import { openStore } from "../../store/store.ts";
import { connect, mug } from "../support/open-sandbox.ts";

const MAIN = join(import.meta.dirname, "../../main.ts");

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "sandbox-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

interface Run {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, output: () => output, ended };
}

/** The port a started sandbox says it listens on. */
async function listens({ output }: Run): Promise<{ url: string; port: number }> {
  const port = await vi.waitFor(
    () => {
      const found = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(output())?.[1];
      if (!found) throw new Error(`It does not listen yet: ${output()}`);
      return Number(found);
    },
    { timeout: 120_000, interval: 20 },
  );
  return { url: `http://127.0.0.1:${port}`, port };
}

test("kill -9 loses nothing that was answered; a torn last line is dropped", async () => {
  const data = folder();
  const first = run("--port", "0", "--data", data);
  const before = connect(await listens(first));
  const key = await before.mint("checkout", ["checkout_session_write"]);
  const { id } = await before.sdk(key).checkout.sessions.create(mug);
  await before.pay(id);
  await before.advance(1000);
  const now = (await before.control("GET", "health")).json.now;
  const replayable = await before.http("POST", "/v1/products", { name: "Cup" }, { "idempotency-key": "k1" });
  first.child.kill("SIGKILL");
  await first.ended;
  appendFileSync(join(data, "journal.jsonl"), '[{"table":"products","put":{"id":"prod_torn');

  const second = run("--port", "0", "--data", data);
  const after = connect(await listens(second));
  const session = await after
    .sdk(key)
    .checkout.sessions.retrieve(id, { expand: ["line_items", "payment_intent"] });
  expect(session).toMatchObject({
    status: "complete",
    line_items: { data: [{ description: "Tumble mug" }] },
    payment_intent: { status: "succeeded" },
  });
  expect((await after.sdk().events.list({ type: "checkout.session.completed" })).data).toHaveLength(1);
  const again = await after.http("POST", "/v1/products", { name: "Cup" }, { "idempotency-key": "k1" });
  expect(again.json).toEqual(replayable.json);
  expect((await after.control("GET", "health")).json.now).toBeGreaterThanOrEqual(now);
  await after.sdk().products.create({ name: "Bowl" });
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(readFileSync(join(data, "journal.jsonl"), "utf8")).not.toContain("prod_torn");
});

test("kill -9 under load, again and again: every answer that came is there afterwards, as it was", async () => {
  const data = folder();
  const answered = new Map<string, unknown>();
  for (let round = 0; round < 3; round += 1) {
    const running = run("--port", "0", "--data", data);
    const { http } = connect(await listens(running));
    for (const [path, answer] of answered) expect((await http("GET", path)).json).toEqual(answer);
    const before = answered.size;
    const load = async (name: string): Promise<void> => {
      for (let turn = 0; ; turn += 1) {
        const form = { name: `${name} ${turn}`, description: "x".repeat(2000) };
        const { json } = await http("POST", "/v1/products", form);
        answered.set(`/v1/products/${json.id}`, json);
        if (answered.size >= before + 60) running.child.kill("SIGKILL");
      }
    };
    // Each ends when the connection does.
    await Promise.allSettled(["a", "b", "c", "d"].map((name) => load(`${round}${name}`)));
    await running.ended;
    expect(answered.size).toBeGreaterThanOrEqual(before + 60);
  }
});

test("what one transaction does to a row is written once", () => {
  const data = folder();
  const store = openStore(data);
  store.transaction(() => {
    for (let value = 0; value < 10; value += 1) store.settings.put({ id: "same", value });
    store.settings.put({ id: "other", value: 1 });
    store.settings.remove("other");
  });
  store.close();
  const [line = "", ...more] = readFileSync(join(data, "journal.jsonl"), "utf8").trim().split("\n");
  expect(more).toEqual([]);
  expect(JSON.parse(line)).toEqual([
    { table: "settings", put: { id: "same", value: 9 } },
    { table: "settings", remove: "other" },
  ]);
});

test("what was due while it was down is done at the start", async () => {
  const data = folder();
  const first = await startSandbox({ port: 0, dataDir: data });
  const { sdk, advance } = connect(first);
  const { id } = await sdk().checkout.sessions.create(mug);
  await advance(23 * 3600);
  await first.close();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3600 * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  const second = await startSandbox({ port: 0, dataDir: data });
  onTestFinished(() => second.close());
  const isExpired = async () =>
    expect((await connect(second).sdk().checkout.sessions.retrieve(id)).status).toBe("expired");
  await vi.waitFor(isExpired, 120_000);
});

test("the journal is rewritten once most of it is history, and holds the same rows in the same order", () => {
  const data = folder();
  const lines = (): number => readFileSync(join(data, "journal.jsonl"), "utf8").trim().split("\n").length;
  const first = openStore(data);
  for (let count = 0; count < 2000; count += 1)
    first.settings.put({ id: `setting ${count % 10}`, value: count });
  first.settings.remove("setting 3");
  const before = first.settings.all();
  first.close();
  expect(lines()).toBe(2001);
  const second = openStore(data);
  expect(lines()).toBe(9);
  expect(second.settings.all()).toEqual(before);
  second.settings.put({ id: "setting 1", value: 1 });
  second.close();
  const third = openStore(data);
  expect(third.settings.get("setting 1")?.value).toBe(1);
  third.close();
});

test("a damaged journal is not passed over in silence", () => {
  const data = folder();
  const first = openStore(data);
  for (const id of ["a", "b"]) first.settings.put({ id, value: 1 });
  first.close();
  const path = join(data, "journal.jsonl");
  writeFileSync(path, readFileSync(path, "utf8").replace("{", "#"));
  expect(() => openStore(data)).toThrow(/line 1 cannot be read/);
});

test("a taken port, a used folder and a wrong option say what to do", async () => {
  const data = folder();
  const first = run("--port", "0", "--data", data);
  const { port } = await listens(first);
  const sentence = async (...args: string[]): Promise<string> => {
    const failing = run(...args);
    expect(await failing.ended).toBe(1);
    return failing.output();
  };
  expect(await sentence("--port", String(port), "--memory")).toBe(
    `Port ${port} is taken on 127.0.0.1. Stop what uses it, or choose another one: --port ${port + 1}.\n`,
  );
  expect(await sentence("--port", "0", "--data", data)).toMatch(
    /^The data folder .* is in use by another sandbox \(process \d+\)/,
  );
  expect(await sentence("--prot", "1")).toMatch(/Try --help\.\n$/);
});
