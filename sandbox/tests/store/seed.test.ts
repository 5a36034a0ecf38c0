import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../server.ts";
import { connect, mug } from "../support/open-sandbox.ts";

const OPTIONS = { port: 0, memory: true, publicOrigin: "http://sandbox.test" };

/** Some of everything, answer by answer as it stood on the wire. */
async function play(seed: number | undefined): Promise<string[]> {
  const sandbox = await startSandbox({ ...OPTIONS, seed });
  onTestFinished(() => sandbox.close());
  const { http, control, sdk, advance, mint } = connect(sandbox);
  const answers: string[] = [];
  const note = async (call: Promise<{ status: number; headers: Headers; json: unknown }>) => {
    const { status, headers, json } = await call;
    answers.push(JSON.stringify([status, headers.get("request-id"), json]));
    return json as { id: string; payment_intent: string };
  };
  await note(control("POST", "keys", { name: "shop", permissions: ["charge_read"] }));
  expect(await mint("shop", ["charge_read"])).toMatch(/^rk_test_sandbox_/);
  const { id } = await sdk().checkout.sessions.create(mug);
  const method = await note(http("POST", "/v1/payment_methods", { type: "card", "card[token]": "tok_visa" }));
  await note(http("POST", `/v1/payment_pages/${id}/confirm`, { payment_method: method.id }));
  const { payment_intent } = await note(http("GET", `/v1/checkout/sessions/${id}`));
  await advance(3600);
  await note(http("POST", "/v1/refunds", { payment_intent, amount: "100" }));
  await note(http("POST", "/v1/refunds", { payment_intent, amount: "1000000" }));
  await advance(10 * 24 * 3600);
  await note(http("GET", "/v1/events", { limit: "100" }));
  await note(http("GET", "/v1/balance"));
  return answers;
}

test("the same seed and the same requests give the same answers, byte by byte", async () => {
  const first = await play(7);
  expect(await play(7)).toEqual(first);
  const other = await play(8);
  expect(other).toHaveLength(first.length);
  for (const [index, answer] of other.entries()) {
    // Of these only the balance has neither an id nor a time in it.
    if (index < other.length - 1) expect(answer).not.toBe(first[index]);
  }
  expect(await play(undefined)).not.toEqual(first);
});

test("a seeded clock stands until it is moved", async () => {
  const sandbox = await startSandbox({ ...OPTIONS, seed: 1 });
  onTestFinished(() => sandbox.close());
  const { control, advance } = connect(sandbox);
  const start = Date.UTC(2026, 0, 1) / 1000;
  expect((await control("GET", "health")).json.now).toBe(start);
  // More than a second of real time, which is what must not move it.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect((await control("GET", "health")).json.now).toBe(start);
  await advance(60);
  expect((await control("GET", "health")).json.now).toBe(start + 60);
});
