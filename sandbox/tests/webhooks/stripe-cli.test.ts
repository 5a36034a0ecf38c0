import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openReceiver, verify } from "../support/open-receiver.ts";
import { mug, openSandbox } from "../support/open-sandbox.ts";
import { openCli } from "../support/run-cli.ts";

/** What a store meets, as far as the CLI has a trigger for it; the last one it has not. */
const EVENTS = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
  "payment_intent.created",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "payment_intent.canceled",
  "payment_intent.amount_capturable_updated",
  "payment_intent.requires_action",
  "charge.succeeded",
  "charge.failed",
  "charge.captured",
  "charge.refunded",
  "charge.refund.updated",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "product.created",
  "product.updated",
  "product.deleted",
  "price.created",
  "price.updated",
  "coupon.created",
  "promotion_code.created",
  "customer.created",
  "payout.created",
  "radar.early_fraud_warning.created",
];
/** The CLI waits for the network more than it computes. */
const AT_ONCE = 4;
const A_MONTH = 30 * 24 * 3600;

/** A sandbox of its own for one event, so that what arrives was promised by this trigger and no other. */
async function trigger(event: string) {
  const sandbox = await openSandbox();
  const receiver = await openReceiver();
  const { json } = await sandbox.control("POST", "webhook_endpoints", {
    url: receiver.url,
    enabled_events: [event],
  });
  const { code, output } = await openCli(sandbox.url).run("trigger", event);
  // Bank debits and disputes take days; they pass at once here.
  await sandbox.advance(A_MONTH);
  const [received] = receiver.received;
  if (code === 0 && !received) return { event, code, output: `No event came. ${output}` };
  const signed = received ? verify(received, json.secret) : null;
  return { event, code, output, arrived: signed?.type, object: signed?.data.object };
}

test("the official Stripe CLI triggers every event it has, and each arrives signed", async () => {
  const sandbox = await openSandbox();
  const { output: help } = await openCli(sandbox.url).runAlone("trigger", "--help");
  const offered = new Set(help.split("\n").map((line) => line.trim()));
  const left = [...EVENTS];
  const results: Awaited<ReturnType<typeof trigger>>[] = [];
  const work = async (): Promise<void> => {
    for (let event = left.shift(); event; event = left.shift()) results.push(await trigger(event));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const { event, code, output, arrived, object } of results) {
    if (offered.has(event)) {
      expect([event, code, arrived, output]).toEqual([
        event,
        0,
        event,
        expect.stringContaining("succeeded!"),
      ]);
      expect(object).toMatchObject({ id: expect.any(String), object: expect.any(String) });
    } else {
      expect([event, code, arrived]).toEqual([event, 1, undefined]);
      expect(output).toContain(`event \`${event}\` is not supported`);
    }
  }
  expect(EVENTS.filter((event) => !offered.has(event))).toEqual(["radar.early_fraud_warning.created"]);
});

test("stripe listen receives and forwards; events resend brings one again", async () => {
  const sandbox = await openSandbox();
  const receiver = await openReceiver((count) => (count === 1 ? 500 : 200));
  const { listen, run } = openCli(sandbox.url);
  const listening = await listen("--events", "product.created", "--forward-to", receiver.url);
  const { id } = await sandbox.sdk().products.create({ name: "Mug" });
  await sandbox.sdk().products.update(id, { name: "Cup" });
  await receiver.arrived(1);
  const [first] = receiver.received;
  if (!first) throw new Error("nothing arrived");
  expect(verify(first, listening.secret)).toMatchObject({
    type: "product.created",
    data: { object: { id } },
  });
  const attempts = async () => {
    const { data } = (await sandbox.control("GET", `deliveries?event=${first.event.id}`)).json;
    return data.map(({ state, attempts }: { state: string; attempts: { status: number }[] }) => [
      state,
      attempts.map(({ status }) => status),
    ]);
  };
  await vi.waitFor(async () => expect(await attempts()).toEqual([["failed", [500]]]), { timeout: 120_000 });
  const { code, output } = await run("events", "resend", first.event.id);
  expect([code, output]).toEqual([0, expect.stringContaining(first.event.id)]);
  await receiver.arrived(2);
  expect(receiver.received.map(({ event }) => event.id)).toEqual([first.event.id, first.event.id]);
  await vi.waitFor(
    async () =>
      expect(await attempts()).toEqual([
        ["delivered", [200]],
        ["failed", [500]],
      ]),
    120_000,
  );
  expect(listening.output()).toContain(`[500] POST ${receiver.url}`);
});

test("events resend to an endpoint, sessions list, refunds create and fixtures work", async () => {
  const sandbox = await openSandbox();
  const receiver = await openReceiver();
  const { run } = openCli(sandbox.url);
  const { json: endpoint } = await sandbox.control("POST", "webhook_endpoints", {
    url: receiver.url,
    enabled_events: ["checkout.session.completed"],
  });
  const { id } = await sandbox.sdk().checkout.sessions.create(mug);
  const { payment_intent } = (await sandbox.pay(id)).json;
  await receiver.arrived(1);
  const event = receiver.received[0]?.event.id ?? "";
  const resent = await run("events", "resend", event, "--webhook-endpoint", endpoint.id);
  expect([resent.code, resent.output]).toEqual([0, expect.stringContaining(event)]);
  await receiver.arrived(2);

  const listed = await run("checkout", "sessions", "list", "--limit", "3");
  expect([listed.code, listed.output]).toEqual([0, expect.stringContaining(id)]);
  const intent: string = payment_intent.id ?? payment_intent;
  const refunded = await run("refunds", "create", "--payment-intent", intent, "--amount", "100");
  expect([refunded.code, refunded.output]).toEqual([0, expect.stringContaining('"amount": 100')]);

  const folder = mkdtempSync(join(tmpdir(), "fixtures-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "fixture.json");
  writeFileSync(file, JSON.stringify(FIXTURE));
  const made = await run("fixtures", file);
  expect([made.code, made.output]).toEqual([0, expect.stringContaining("price")]);
  const [price] = (await sandbox.sdk().prices.list({ expand: ["data.product"] })).data;
  expect(price).toMatchObject({ unit_amount: 1900, product: { name: "Bowl of a fixture" } });
});

const FIXTURE = {
  _meta: { template_version: 0 },
  fixtures: [
    { name: "bowl", path: "/v1/products", method: "post", params: { name: "Bowl of a fixture" } },
    {
      name: "price",
      path: "/v1/prices",
      method: "post",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the CLI fills this in
      params: { product: "${bowl:id}", unit_amount: 1900, currency: "eur" },
    },
  ],
};
