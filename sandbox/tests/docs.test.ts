import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { openReceiver, verify } from "./support/open-receiver.ts";
import { openSandbox } from "./support/open-sandbox.ts";

const ROOT = join(import.meta.dirname, "..");
const docs = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = [...docs.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code = ""]) => code);

/** Runs the commands in one shell, in order; each that fails and does not say so itself ends it. */
function runShell(script: string): Promise<{ code: number | null; output: string }> {
  const shell = spawn("bash", ["-euo", "pipefail", "-c", script], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  shell.stdout.on("data", (chunk) => (output += chunk));
  shell.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => shell.on("exit", (code) => resolve({ code, output })));
}

/** An answer that is an error fails its example, and an id that was not found is one too. */
const PREAMBLE = `curl() { command curl --silent --show-error --fail-with-body "$@"; }`;

test("every example of README.md works, in order, on a fresh sandbox", async () => {
  // One example names an older API version, which the log tells of.
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  const sandbox = await openSandbox();
  const receiver = await openReceiver();
  const steps = blocks.map((code, index) => `echo "### ${index + 1}"\n${code}`);
  const script = [PREAMBLE, ...steps, "echo finished"]
    .join("\n")
    .replaceAll("http://localhost:12111", sandbox.url)
    .replaceAll("http://localhost:4242/webhook", receiver.url);
  const { code, output } = await runShell(script);
  const last = output.slice(output.lastIndexOf("### "));
  expect([code, last]).toEqual([0, expect.stringContaining("finished")]);
  expect(blocks.length).toBeGreaterThan(12);

  // What the examples say must have happened, too.
  const said = [
    "400: too old",
    "403, as it should be",
    "400: the key was used for something else",
    "402: declined",
    "no answer, and yet it was done",
    "429: locked, try again",
  ];
  expect(said.filter((words) => !output.includes(words))).toEqual([]);
  const session = (await sandbox.sdk().checkout.sessions.list({ status: "complete" })).data[0];
  expect(session).toMatchObject({ payment_status: "paid", client_reference_id: "order-1" });
  const refunds = (await sandbox.sdk().refunds.list()).data.map(({ amount }) => amount);
  expect(refunds).toEqual([500, 1000]);
  expect((await sandbox.sdk().disputes.list()).data[0]?.status).toBe("won");
  expect((await sandbox.sdk().payouts.list()).data).toHaveLength(1);
  const completed = receiver.received.filter(({ event }) => event.type === "checkout.session.completed");
  expect(completed.length).toBeGreaterThanOrEqual(2);
  const rolled = await sandbox.control("POST", "webhook_endpoints", {
    url: receiver.url,
    enabled_events: ["*"],
  });
  for (const delivery of completed) verify(delivery, rolled.json.secret);
});

test("README.md tells of every option", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "main.ts"), "--help"]);
  const offered = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  const told = [...docs.matchAll(/^\| `(--[a-z-]+)` \|/gm)].map(([, option]) => option);
  expect(told.toSorted()).toEqual(offered.toSorted());
  expect(offered.length).toBeGreaterThan(5);
});

test("README.md tells of every call of the control API, and of no other", () => {
  const files = { "control-api": "", "webhooks-api": "", "keys-api": "keys", "faults-api": "faults" };
  const declared = Object.entries(files).flatMap(([file, prefix]) => {
    const source = readFileSync(join(ROOT, "control", `${file}.ts`), "utf8");
    return [...source.matchAll(/app\.(get|post|delete)\("\/([^"]*)"/g)].map(([, method = "", path = ""]) => {
      const whole = [prefix, path.replaceAll(":id", "ID")].filter(Boolean).join("/");
      return `${method.toUpperCase()} ${whole}`;
    });
  });
  const section = docs.slice(docs.indexOf("## The control API"), docs.indexOf("## The Stripe CLI"));
  const told = [...section.matchAll(/`((?:GET|POST|DELETE) [^`]+)`/g)].map(([, call]) => call);
  expect(told.toSorted()).toEqual(declared.toSorted());
});
