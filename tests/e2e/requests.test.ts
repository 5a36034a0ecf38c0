import { readFileSync } from "node:fs";
import { freePort } from "../../scripts/ports.ts";
import { formRequest, requestText, send, sendRaw } from "../support/raw-request.ts";
import { sandboxKey, startWebProcess, type WebProcess } from "../support/web-process.ts";
import { expect, given, test } from "./shop.ts";

test.describe.configure({ timeout: 120_000 });

let web: WebProcess;
let printed = "";

test.beforeAll(async () => {
  const keys = await Promise.all(
    ["checkout", "reconciler", "backoffice"].map(async (role) => [
      `STRIPE_${role.toUpperCase()}_KEY`,
      await sandboxKey(given.sandbox, `shop ${role}`),
    ]),
  );
  web = await startWebProcess({
    port: await freePort(),
    dataDir: given.dataDir,
    sandbox: given.sandbox,
    env: { ...Object.fromEntries(keys), STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox", LOG_LEVEL: "warn" },
    onOutput: (text) => {
      printed += text;
    },
  });
});

test.afterAll(() => web.stop());

const own = () => `http://localhost:${web.port}`;

/** An action of the build, by the file that exports it and its name. */
function idOf(file: string, name: string): string {
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { filename: string; exportedName: string }>;
  };
  const found = Object.entries(node).find(
    ([, action]) => action.filename === file && action.exportedName === name,
  );
  if (!found) throw new Error(`${file} exports no action ${name}`);
  return found[0];
}

test.describe("the port", () => {
  test("H10: is open on both loopback addresses of this machine and on no other", async () => {
    const health = { path: "/health" };
    expect((await send(web, health)).status).toBe(200);
    expect((await send({ port: web.port, host: "::1" }, health)).status).toBe(200);
    // 127.0.0.2 is this machine as well: who listens on every address answers there.
    await expect(send({ port: web.port, host: "127.0.0.2" }, health)).rejects.toThrow(/ECONNREFUSED/);
  });
});

test.describe("W6: the host", () => {
  test("another one is answered with 421 and the right address", async () => {
    for (const host of ["evil.example", `evil.example:${web.port}`, "10.0.0.1", `localhost.evil.example`]) {
      const { status, body, head } = await send(web, { path: "/robots.txt", headers: { Host: host } });
      expect([host, status]).toEqual([host, 421]);
      expect(body).toContain(`This shop is at ${own()}. Open it there.`);
      expect(head.toLowerCase()).toContain("cache-control: no-store");
    }
  });

  test("R-S5: the shop's other loopback names stay", async () => {
    for (const host of [`127.0.0.1:${web.port}`, `[::1]:${web.port}`, `LOCALHOST:${web.port}`])
      expect([host, (await send(web, { path: "/robots.txt", headers: { Host: host } })).status]).toEqual([
        host,
        200,
      ]);
  });

  test("a load balancer may ask /health by any name", async () => {
    expect((await send(web, { path: "/health", headers: { Host: "10.0.0.1" } })).status).toBe(200);
  });

  test("no header of a request gets into an address that the shop names", async () => {
    for (const name of ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Forwarded-Server"]) {
      const { status, body } = await send(web, { path: "/", headers: { [name]: "evil.example" } });
      expect([name, status, body.includes("evil.example")]).toEqual([name, 200, false]);
    }
  });
});

test.describe("what no page sends", () => {
  test("T19: a request that two programs may read in two ways is 400", async () => {
    const both =
      "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /";
    const hosts = "GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    const none = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    const absolute = "GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n";
    for (const text of [both, hosts, none, absolute])
      expect((await sendRaw(web, text.replaceAll("HOST", `localhost:${web.port}`))).status).toBe(400);
  });

  test("T19: TRACE, and every method that no route has, is 405 and echoes nothing", async () => {
    for (const method of ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND"])
      for (const path of ["/", "/cart", "/health", "/webhooks/stripe", "/admin/orders"]) {
        const { status, head, body } = await send(web, { method, path, headers: { "X-Echo": "canary" } });
        expect([method, path, status]).toEqual([method, path, 405]);
        expect(head).toContain("Allow: GET, HEAD, POST");
        expect(body).not.toContain("canary");
      }
  });

  test("W15: NUL and broken percent signs in a path are 400 or 404, never a fault", async () => {
    const folders = [
      "",
      "/products",
      "/collections",
      "/orders",
      "/media",
      "/admin/orders",
      "/admin/webhooks",
    ];
    const bad = ["%00", "a%00b", "%ff", "%", "%zz", "%e0%80", "%c0%ae", "%ed%a0%80", "%2500", "%25ff"];
    for (const path of [
      ...folders.flatMap((folder) => bad.map((text) => `${folder}/${text}`)),
      "/search?q=%00",
    ]) {
      const { status } = await send(web, { path });
      expect([path, status === 400 || status === 404 || status === 307]).toEqual([path, true]);
    }
  });
});

test.describe("bodies", () => {
  const origin = () => ({ Origin: own() });

  test("W4: more than 1 MB is 413, its length known or not", async () => {
    const large = formRequest("/cart", { text: "x".repeat(1_100_000) }, origin());
    expect((await send(web, large)).status).toBe(413);
    const chunk = `186a0\r\n${"x".repeat(100_000)}\r\n`;
    const chunked = requestText(web.port, {
      ...formRequest("/cart", {}, { ...origin(), "Transfer-Encoding": "chunked" }),
      body: "",
    });
    expect((await sendRaw(web, `${chunked}${chunk.repeat(12)}0\r\n\r\n`)).status).toBe(413);
    expect((await send(web, { path: "/health" })).status).toBe(200);
  });

  test("W4: less than 1 MB of unknown length is read", async () => {
    const fields = { [`$ACTION_ID_${idOf("app/(shop)/cart/actions.ts", "setQuantity")}`]: "" };
    const { body = "", ...form } = formRequest("/cart", { ...fields, text: "x".repeat(100_000) }, origin());
    const head = requestText(web.port, {
      ...form,
      headers: { ...form.headers, "Transfer-Encoding": "chunked" },
    });
    const chunked = `${head}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    expect((await sendRaw(web, chunked)).status).toBe(303);
  });

  test("W3: a body that does not arrive is cut after 20 seconds, a head after 10", async () => {
    const form = formRequest("/cart", { text: "x" }, { ...origin(), "Content-Length": "1000" });
    const [slow, chunked, head] = await Promise.all([
      send(web, form),
      sendRaw(
        web,
        `${requestText(web.port, { ...form, body: "", headers: { ...form.headers, "Content-Length": null, "Transfer-Encoding": "chunked" } })}3\r\n---\r\n`,
      ),
      sendRaw(web, `GET / HTTP/1.1\r\nHost: localhost:${web.port}\r\n`),
    ]);
    for (const { status, ms } of [slow, chunked]) {
      expect(status).toBe(408);
      expect(ms).toBeGreaterThan(19_000);
      expect(ms).toBeLessThan(24_000);
    }
    expect(head.status).toBe(408);
    expect(head.ms).toBeLessThan(14_000);
  });
});

test.describe("W5: actions that no page sends", () => {
  const cart = () => idOf("app/(shop)/cart/actions.ts", "setQuantity");
  const signIn = () => idOf("app/admin/sign-in/actions.ts", "signIn");
  const plain = (id: string, body: string, headers: Record<string, string> = {}) => ({
    method: "POST",
    path: "/cart",
    headers: { Origin: own(), "Next-Action": id, "Content-Type": "text/plain;charset=UTF-8", ...headers },
    body,
  });

  test("from another site, or from nowhere, are 403", async () => {
    const from: Record<string, string>[] = [
      {},
      { Origin: "null" },
      { Origin: "http://evil.example" },
      { Origin: "::::" },
      { Origin: own(), "Sec-Fetch-Site": "cross-site" },
      { Origin: `${own()}.evil.example` },
      { Origin: "http://evil.example", "X-Forwarded-Host": "evil.example" },
    ];
    for (const headers of from)
      for (const path of ["/cart", "/", "/admin/sign-in", "/nowhere"]) {
        const form = formRequest(path, { [`$ACTION_ID_${cart()}`]: "" }, headers);
        expect([headers, path, (await send(web, form)).status]).toEqual([headers, path, 403]);
      }
  });

  test("that cannot be read are 400, whatever is wrong with them", async () => {
    const origin = { Origin: own() };
    const requests = [
      ...["a".repeat(42), "../x", "__proto__", "toString", ""].map((id) => plain(id, "[]")),
      ...["junk", '[{"__proto__":{"x":1}},"$F1"]', "[".repeat(100_000)].flatMap((body) => [
        plain(cart(), body),
        // Another part of the shop holds it: Next.js asks it there.
        plain(signIn(), body),
      ]),
      plain(cart(), "junk", { "Content-Type": "multipart/form-data; boundary=x" }),
      plain(cart(), "junk", { "Content-Type": "multipart/form-data" }),
      formRequest("/cart", { [`$ACTION_ID_${"a".repeat(42)}`]: "" }, origin),
      formRequest("/cart", { "$ACTION_ID_../x": "" }, origin),
      formRequest("/cart", { $ACTION_REF_1: "" }, origin),
      formRequest("/cart", { $ACTION_REF_1: "", "$ACTION_1:0": "junk" }, origin),
      formRequest(
        "/cart",
        { $ACTION_REF_1: "", "$ACTION_1:0": `{"id":"${cart()}","bound":"$@1"}`, "$ACTION_1:1": "junk" },
        origin,
      ),
      { ...formRequest("/cart", {}, origin), body: "junk" },
    ];
    for (const request of requests) {
      const { status, body, head } = await send(web, request);
      const sent = request.body?.slice(0, 200);
      expect([sent, request.headers, status]).toEqual([sent, request.headers, 400]);
      expect(body).not.toContain("Internal Server Error");
      expect(head.toLowerCase()).not.toContain("x-latchkey-status");
    }
  });

  test("are a line of the log for each burst, with their number and no stack", async () => {
    const foreign = formRequest("/cart", { [`$ACTION_ID_${cart()}`]: "" }, { Origin: "http://evil.example" });
    // What the tests before this one did is said first.
    printed = "";
    await Promise.all([send(web, foreign), send(web, plain(cart(), "junk"))]);
    await test.expect.poll(() => printed, { timeout: 15_000 }).toMatch(/refused with 400/);
    await test.expect.poll(() => printed, { timeout: 15_000 }).toMatch(/refused with 403/);
    printed = "";
    await Promise.all(Array.from({ length: 100 }, () => send(web, foreign)));
    await Promise.all(Array.from({ length: 100 }, () => send(web, plain(cart(), "junk"))));
    await test.expect.poll(() => printed, { timeout: 15_000 }).toMatch(/refused with 400/);
    const lines = printed
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { requests: number; msg: string });
    expect(lines.map(({ requests, msg }) => [requests, /with (\d{3})/.exec(msg)?.[1]])).toEqual([
      [100, "403"],
      [100, "400"],
    ]);
  });
});

test.describe("the headers of every answer", () => {
  const EVERYWHERE = [
    "x-content-type-options",
    "referrer-policy",
    "x-frame-options",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
  ];

  test("W7, T2: are there on redirects, refusals, files and pages, each once", async () => {
    const requests: [number, { path: string; method?: string; headers?: Record<string, string> }][] = [
      [308, { path: "/cart/" }],
      [308, { path: "/products/hand-bell/" }],
      [308, { path: "/admin/mails" }],
      [307, { path: "/admin/orders" }],
      [303, { path: "/checkout/return/AAAAAAAAAAAAAAAAAAAAAA" }],
      [200, { path: "/" }],
      [200, { path: "/products/hand-bell" }],
      [200, { path: "/cart" }],
      [200, { path: "/health" }],
      [200, { path: "/robots.txt" }],
      [404, { path: "/nowhere" }],
      [404, { path: "/_next/static/nothing.js" }],
      [405, { path: "/", method: "TRACE" }],
      [421, { path: "/", headers: { Host: "evil.example" } }],
      [400, { path: "/%00" }],
    ];
    for (const [expected, request] of requests) {
      const { status, head } = await send(web, request);
      const lines = head.toLowerCase().split("\r\n");
      const times = EVERYWHERE.map((name) => lines.filter((line) => line.startsWith(`${name}: `)).length);
      expect([request.path, status, times]).toEqual([request.path, expected, EVERYWHERE.map(() => 1)]);
      expect([
        request.path,
        lines.filter((line) => /^content-security-policy: .*frame-ancestors 'none'/.test(line)),
      ]).toEqual([request.path, [expect.any(String)]]);
      // Over http browsers do not believe it.
      expect(head).not.toMatch(/strict-transport-security/i);
    }
  });

  test("W17: nobody keeps what is not there", async () => {
    const folders = ["", "/products", "/products/hand-bell", "/collections", "/orders", "/media", "/demo"];
    const paths = [...folders, "/_next/static", "/admin/orders", "/sitemap"].map(
      (folder) => `${folder}/nothing-here`,
    );
    for (const path of paths) {
      const { status, head } = await send(web, { path });
      if (status !== 404) expect([path, status]).toEqual(["/admin/orders/nothing-here", 307]);
      else expect([path, /^cache-control: (.*)$/im.exec(head)?.[1]]).toEqual([path, "no-store"]);
    }
  });
});
