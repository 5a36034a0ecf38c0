import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { openReceiver, verify } from "./open-receiver.ts";
import { ALL, openSandbox } from "./open-sandbox.ts";

const CLI = join(import.meta.dirname, "../../../node_modules/.bin/stripe");

test("the official Stripe CLI triggers a payment, and the signed event arrives", async () => {
  const sandbox = await openSandbox();
  const receiver = await openReceiver();
  const { json } = await sandbox.control("POST", "webhook_endpoints", {
    url: receiver.url,
    enabled_events: ["checkout.session.completed", "charge.refunded"],
  });
  // The CLI keeps a configuration in the home folder: a test leaves the real one alone.
  const home = mkdtempSync(join(tmpdir(), "stripe-cli-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const trigger = (event: string) =>
    promisify(execFile)(CLI, ["trigger", event, "--api-key", ALL, "--api-base", sandbox.url], {
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: "1" },
    });
  const { stdout } = await trigger("checkout.session.completed");
  expect(stdout).toContain("Trigger succeeded!");
  await receiver.arrived(1);
  const [first] = receiver.received;
  if (!first) throw new Error("nothing arrived");
  expect(verify(first, json.secret)).toMatchObject({
    type: "checkout.session.completed",
    data: { object: { amount_total: 3000, payment_status: "paid" } },
  });
  await trigger("charge.refunded");
  await receiver.arrived(2);
  expect(receiver.types()).toEqual(["checkout.session.completed", "charge.refunded"]);
});
