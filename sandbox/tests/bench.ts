import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningSandbox, startSandbox } from "../server.ts";

// How the sandbox fares with many objects: `npm run bench:sandbox -- 10000` (payments; ten objects each).

const PAYMENTS = Number(process.argv[2] ?? 10_000);
const AT_ONCE = 8;
const headers = { authorization: "Bearer sk_test_sandbox_all_permissions" };
const PAYMENT = {
  amount: "1000",
  currency: "eur",
  confirm: "true",
  payment_method: "pm_card_visa",
  "payment_method_types[]": "card",
};

const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
const since = (start: number): number => performance.now() - start;
const report = (what: string, figure: number, unit = "ms"): void =>
  console.log(`${what.padEnd(52)} ${figure.toFixed(unit === "ms" ? 2 : 1).padStart(9)} ${unit}`);

let sandbox: RunningSandbox;
async function ask(path: string, form?: Record<string, string>): Promise<string> {
  const body = form ? { method: "POST", body: new URLSearchParams(form) } : {};
  const response = await fetch(sandbox.url + path, { headers, ...body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return text;
}

async function measure(what: string, turns: number, run: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  for (let turn = 0; turn < turns; turn += 1) await run();
  report(what, since(start) / turns);
}

async function measureCalls(label: string): Promise<void> {
  const intent = /"id": "(pi_\w+)"/.exec(await ask("/v1/payment_intents", PAYMENT))?.[1];
  const calls: [string, string][] = [
    ["get", `/v1/payment_intents/${intent}`],
    ["list of 10", "/v1/payment_intents"],
    ["list of 100", "/v1/payment_intents?limit=100"],
    ["charges of a payment", `/v1/charges?payment_intent=${intent}`],
    ["charges before the first", "/v1/charges?created[lt]=1000"],
    ["charges of a customer, none", "/v1/charges?customer=cus_none"],
    ["sessions by status, none", "/v1/checkout/sessions?status=open"],
    ["events of a type", "/v1/events?type=charge.succeeded"],
    ["events of rare types", "/v1/events?types[]=charge.refunded&types[]=charge.dispute.*"],
    ["events not delivered, none", "/v1/events?delivery_success=false"],
    ["balance", "/v1/balance"],
    ["balance transactions by type, none", "/v1/balance_transactions?type=refund"],
  ];
  await measure(`${label}: create and confirm a payment`, 50, () => ask("/v1/payment_intents", PAYMENT));
  await measure(`${label}: create a product`, 50, () => ask("/v1/products", { name: "Mug" }));
  for (const [what, path] of calls) await measure(`${label}: ${what}`, 20, () => ask(path));
}

async function makePayments(count: number): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left-- > 0) await ask("/v1/payment_intents", PAYMENT);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function measureDeliveries(count: number): Promise<void> {
  let received = 0;
  const receiver = createServer((request, response) => {
    request.resume();
    received += 1;
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const { port } = receiver.address() as AddressInfo;
  const control = (path: string, body: object): Promise<Response> =>
    fetch(`${sandbox.url}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) });
  await control("webhook_endpoints", {
    url: `http://127.0.0.1:${port}/`,
    enabled_events: ["product.created"],
  });
  // Held back until all are there, so that only the sending is measured.
  await control("faults", { kind: "delay_deliveries", seconds: 3600 });
  let left = count;
  const work = async (): Promise<void> => {
    while (left-- > 0) await ask("/v1/products", { name: "Mug" });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const start = performance.now();
  await control("clock", { advance_seconds: 3601 });
  while (received < count) await new Promise((resolve) => setTimeout(resolve, 10));
  report(`${count} webhooks delivered in`, since(start) / 1000, "s");
  receiver.closeAllConnections();
  receiver.close();
}

async function start(label: string): Promise<RunningSandbox> {
  const begun = performance.now();
  const before = process.cpuUsage();
  const started = await startSandbox({ port: 0, dataDir: folder });
  const { user, system } = process.cpuUsage(before);
  report(label, since(begun));
  report(`${label}: of that, work of the processor`, (user + system) / 1000);
  return started;
}

try {
  sandbox = await start("start with nothing");
  await measureCalls("empty");
  const begun = performance.now();
  await makePayments(PAYMENTS);
  report(`${PAYMENTS} payments made in`, since(begun) / 1000, "s");
  await measureCalls("full");
  await measureDeliveries(10_000);
  await sandbox.close();
  report("journal", statSync(join(folder, "journal.jsonl")).size / 1e6, "MB");
  const again = await start("start with all of it");
  report("memory", process.memoryUsage().rss / 1e6, "MB");
  await again.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
