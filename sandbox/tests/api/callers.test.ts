import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../server.ts";
import { ALL } from "../support/open-sandbox.ts";

type Given = { port: number; path?: string; headers?: Record<string, string>; method?: string };

/** A request with a Host of one's own, as a browser sends it to a name that was made to lead here. */
function send({ port, path = "/v1/charges", headers = {}, method = "GET" }: Given): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: "127.0.0.1", path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on("error", reject).end();
  });
}

async function open(options: { publicOrigin?: string; dataDir?: string } = {}) {
  const sandbox = await startSandbox({ port: 0, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const authorization = `Bearer ${ALL}`;

it("W9: a page whose domain leads to the sandbox is refused on every route", async () => {
  const { port } = await open();
  for (const path of [
    "/v1/charges",
    "/",
    "/c/pay/cs_test_1",
    "/_sandbox/health",
    "/_sandbox/stripe.js",
    "/nope",
  ]) {
    for (const host of [`evil.example:${port}`, "evil.example", `localhost.evil.example:${port}`])
      expect(await send({ port, path, headers: { host, authorization } }), `${host}${path}`).toBe(421);
  }
});

it("W9: this machine's names, addresses, names without a domain and the address for browsers are answered", async () => {
  const { port } = await open({ publicOrigin: "https://pay.shop.example" });
  const hosts = [
    `localhost:${port}`,
    `127.0.0.1:${port}`,
    `[::1]:${port}`,
    "192.168.1.4:12111",
    "sandbox:12111",
  ];
  for (const host of hosts)
    expect(await send({ port, path: "/c/assets/base.css", headers: { host } }), host).toBe(200);
  expect(await send({ port, path: "/c/assets/base.css", headers: { host: "pay.shop.example" } })).toBe(200);
});

it("W9: the key that everybody knows is taken on this machine alone, the installation's from everywhere", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "sandbox-key-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { port } = await open({ dataDir });
  const key = readFileSync(join(dataDir, "installation-key"), "utf8");
  expect(key).toMatch(/^sk_test_[0-9a-f]{48}$/);
  expect(statSync(join(dataDir, "installation-key")).mode & 0o077).toBe(0);
  const elsewhere = { host: "192.168.1.4:12111" };
  expect(await send({ port, headers: { host: `localhost:${port}`, authorization } })).toBe(200);
  expect(await send({ port, headers: { ...elsewhere, authorization } })).toBe(401);
  expect(await send({ port, headers: { ...elsewhere, authorization: `Bearer ${key}` } })).toBe(200);
  const other = mkdtempSync(join(tmpdir(), "sandbox-key-"));
  onTestFinished(() => rmSync(other, { recursive: true, force: true }));
  await open({ dataDir: other });
  expect(readFileSync(join(other, "installation-key"), "utf8")).not.toBe(key);
});

it("W9: a page of another origin changes nothing by the control API, with and without Sec-Fetch-Site", async () => {
  const { port } = await open();
  const host = `localhost:${port}`;
  const erase = (headers: Record<string, string>) =>
    send({ port, path: "/_sandbox/faults", method: "DELETE", headers: { host, ...headers } });
  expect(await erase({ origin: "http://evil.example" })).toBe(403);
  expect(await erase({ origin: "null" })).toBe(403);
  expect(await erase({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await erase({ origin: `http://${host}`, "sec-fetch-site": "same-origin" })).toBe(200);
  expect(await erase({})).toBe(200);
});
