import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import {
  exposureFaults,
  isLoopback,
  listenAddresses,
  makeHostRule,
  ownUrl,
} from "../../../domain/listening.ts";
import { parseEnv } from "../../../server/platform/env.ts";
import { isSameOrigin } from "../../../server/platform/requests/same-origin.ts";
import { headersAdder } from "../../../server/platform/requests/security-headers.ts";

const ORIGIN = "https://shop.example";

describe("H10: the shop's port", () => {
  it("is open to this machine alone, by both of its loopback addresses, until HOST says otherwise", () => {
    expect(listenAddresses("localhost")).toEqual(["127.0.0.1", "::1"]);
    expect(listenAddresses("0.0.0.0")).toEqual(["0.0.0.0"]);
  });

  it("is where the process reaches itself", () => {
    expect(["localhost", "0.0.0.0", "::"].map((host) => ownUrl(host, 3000))).toEqual(
      Array(3).fill("http://127.0.0.1:3000"),
    );
    expect(ownUrl("10.1.2.3", 3000)).toBe("http://10.1.2.3:3000");
    expect(ownUrl("fd00::3", 3000)).toBe("http://[fd00::3]:3000");
  });

  it.each([
    ["localhost", true],
    ["127.0.0.1", true],
    ["127.8.9.1", true],
    ["::1", true],
    ["[::1]", true],
    ["::ffff:127.0.0.1", true],
    ["127.0.0.1.evil.example", false],
    ["localhost.evil.example", false],
    ["128.0.0.1", false],
    ["0.0.0.0", false],
    ["::2", false],
  ])("%s: loopback is %s", (name, is) => expect(isLoopback(name)).toBe(is));
});

describe("W6, R-S4: which requests are for the shop", () => {
  const rule = (origin: string, { listensOn = "localhost", proxyHops = 1 } = {}) => {
    const decide = makeHostRule({ origin, listensOn, proxyHops });
    return (
      host: string | undefined,
      { isLocal = false, forwardedHost = undefined as string | undefined } = {},
    ) => decide({ host, forwardedHost, isLocal });
  };
  const isForShop = rule(ORIGIN);

  it.each(["shop.example", "SHOP.example", "shop.example:443"])("%s is", (host) =>
    expect(isForShop(host)).toBe(true),
  );

  it.each([
    "evil.example",
    "shop.example:8443",
    "shop.example.evil.example",
    "evil.example:3000",
    "127.0.0.1.evil.example",
    "",
    undefined,
  ])("%j is not, from this machine neither", (host) => {
    expect(isForShop(host)).toBe(false);
    expect(isForShop(host, { isLocal: true })).toBe(false);
  });

  it("R-S4: a loopback host over a loopback connection is a proxy that does not pass Host on", () => {
    for (const host of ["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "127.0.0.1"]) {
      expect([host, isForShop(host, { isLocal: true })]).toEqual([host, true]);
      expect([host, isForShop(host)]).toEqual([host, false]);
    }
    const bound = rule(ORIGIN, { listensOn: "10.1.2.3" });
    expect(bound("10.1.2.3:3000", { isLocal: true })).toBe(true);
    expect(bound("10.1.2.3:3000")).toBe(false);
  });

  it("R-S5: a shop at a loopback origin has all loopback names, on its port", () => {
    const local = rule("http://localhost:3000", { proxyHops: 0 });
    for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000"]) expect(local(host)).toBe(true);
    expect(local("127.0.0.1:3001")).toBe(false);
    expect(local("evil.example:3000", { isLocal: true })).toBe(false);
  });

  it("takes X-Forwarded-Host from known proxies alone", () => {
    const forwarded = { forwardedHost: "cdn.example, shop.example" };
    expect(isForShop("upstream:3000", forwarded)).toBe(true);
    expect(isForShop("upstream:3000", { forwardedHost: "evil.example" })).toBe(false);
    expect(rule(ORIGIN, { proxyHops: 0 })("upstream:3000", forwarded)).toBe(false);
  });
});

describe("R-S4: where a form comes from", () => {
  const is = (sent: Record<string, string>, origin = ORIGIN) => isSameOrigin((name) => sent[name], origin);

  it.each([
    [{ origin: ORIGIN }, true],
    [{ origin: ORIGIN, "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ origin: "null", "sec-fetch-site": "same-origin" }, true],
    [{}, false],
    [{ origin: "null" }, false],
    [{ origin: ORIGIN, "sec-fetch-site": "cross-site" }, false],
    [{ origin: ORIGIN, "sec-fetch-site": "same-site" }, false],
    [{ origin: "https://evil.example", "sec-fetch-site": "same-origin" }, false],
    [{ origin: "http://shop.example" }, false],
    [{ origin: "https://shop.example.evil.example" }, false],
    [{ origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }, false],
  ])("%j: %s", (sent, expected) => expect(is(sent as Record<string, string>)).toBe(expected));

  it("R-S5: a loopback shop takes its other loopback names, each from its own pages", () => {
    const local = "http://localhost:3000";
    expect(is({ origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }, local)).toBe(true);
    expect(is({ origin: "http://[::1]:3000", host: "[::1]:3000" }, local)).toBe(true);
    expect(is({ origin: "http://127.0.0.1:4000", host: "127.0.0.1:3000" }, local)).toBe(false);
    expect(is({ origin: "http://evil.example", host: "evil.example" }, local)).toBe(false);
  });
});

describe("H8: with live keys", () => {
  const GOOD = {
    origin: ORIGIN,
    databaseUrl: "postgresql://shop:pass@127.0.0.1:5432/shop",
    smtpUrl: undefined as string | undefined,
    proxyHops: 1 as number | undefined,
    isWorkerOnly: false,
  };
  const faults = (changes: Partial<typeof GOOD>) => exposureFaults({ ...GOOD, ...changes }).join("\n");

  it("a shop behind https with known proxies starts", () => expect(faults({})).toBe(""));

  it("http stops the start, loopback or not", () => {
    expect(faults({ origin: "http://shop.example" })).toMatch(/^APP_ORIGIN begins with http.*Fix: /);
    expect(faults({ origin: "http://localhost:3000" })).toMatch(/^APP_ORIGIN/);
  });

  it("undecided proxies stop the start of whatever answers shoppers", () => {
    expect(faults({ proxyHops: undefined })).toMatch(/^PROXY_HOPS is not set.*Fix: /);
    expect(faults({ proxyHops: undefined, isWorkerOnly: true })).toBe("");
    expect(faults({ proxyHops: 0 })).toBe("");
  });

  it.each([
    ["smtp://shop:hunter2@mail.example:587", false],
    ["smtp://mail.example?ignoreTLS=true", false],
    ["smtp://mail.example?requireTLS=false", false],
    ["smtp://mail.example?requireTLS=true&requireTLS=false", false],
    ["smtps://mail.example?tls.rejectUnauthorized=false", false],
    ["smtp://mail.example?requireTLS=true&tls.rejectUnauthorized=0", false],
    ["smtp://127.0.0.1.evil.example:25", false],
    ["smtp://mail.example:587?requireTLS=true", true],
    ["smtps://shop:hunter2@mail.example", true],
    ["smtp://127.0.0.1:1025", true],
    ["smtp://[::1]:1025", true],
  ])("mail by %s starts: %s", (smtpUrl, starts) => {
    const found = faults({ smtpUrl });
    if (starts) expect(found).toBe("");
    else expect(found).toMatch(/^SMTP_URL may send .*Fix: .*smtps:\/\/.*requireTLS=true/);
    expect(found).not.toContain("hunter2");
  });

  it.each([
    ["postgresql://shop:hunter2@db.example/shop", false],
    ["postgresql://shop@db.example/shop?sslmode=disable", false],
    ["postgresql://shop@db.example/shop?sslmode=prefer", false],
    ["postgresql://shop@db.example/shop?sslmode=no-verify", false],
    ["postgresql://shop@db.example/shop?sslmode=verify-full&sslmode=disable", false],
    ["postgresql://shop@db.example/shop?sslmode=require&uselibpqcompat=true", false],
    ["postgresql://shop@127.0.0.1/shop?host=db.example", false],
    ["postgresql://shop@db.example/shop?sslmode=require", true],
    ["postgresql://shop@db.example/shop?sslmode=verify-full", true],
    ["postgresql://shop@localhost/shop", true],
    ["postgresql:///shop?host=/var/run/postgresql", true],
    ["postgresql://%2Fvar%2Frun%2Fpostgresql/shop", true],
  ])("the database %s starts: %s", (databaseUrl, starts) => {
    const found = faults({ databaseUrl });
    if (starts) expect(found).toBe("");
    else expect(found).toMatch(/^DATABASE_URL names a server .*Fix: .*sslmode=verify-full/);
    expect(found).not.toContain("hunter2");
  });

  it("the configuration says all of it at once, and test keys none of it", () => {
    const env = (mode: string) => ({
      DATABASE_URL: "postgresql://shop:pass@db.example/shop",
      APP_ORIGIN: "http://shop.example",
      SMTP_URL: "smtp://mail.example",
      APP_SECRET: "a-secret-for-tests-that-is-long-enough",
      STRIPE_RESTRICTED_KEY: `rk_${mode}_FOR_TESTS_ONLY`,
      STRIPE_PUBLISHABLE_KEY: `pk_${mode}_FOR_TESTS_ONLY`,
    });
    expect(() => parseEnv(env("live"))).toThrow(
      /4 faults[\s\S]*APP_ORIGIN[\s\S]*PROXY_HOPS[\s\S]*SMTP_URL[\s\S]*DATABASE_URL/,
    );
    expect(parseEnv(env("test")).isLive).toBe(false);
  });

  it("HOST is an address, not a name", () => {
    const env = (HOST: string) => ({
      DATABASE_URL: "postgresql://shop:pass@localhost/shop",
      APP_SECRET: "a-secret-for-tests-that-is-long-enough",
      STRIPE_RESTRICTED_KEY: "rk_test_FOR_TESTS_ONLY",
      STRIPE_PUBLISHABLE_KEY: "pk_test_FOR_TESTS_ONLY",
      HOST,
    });
    expect(parseEnv(env("")).HOST).toBe("localhost");
    expect(parseEnv(env("0.0.0.0")).HOST).toBe("0.0.0.0");
    expect(parseEnv(env("::")).HOST).toBe("::");
    for (const host of ["x86_64-conda-linux-gnu", "shop.example", "0.0.0.0:3000"])
      expect(() => parseEnv(env(host))).toThrow(/HOST must be an IP address\. Fix: /);
  });
});

describe("T2: Strict-Transport-Security", () => {
  const headersOf = async (origin: string) => {
    const add = headersAdder(origin);
    const server = createServer((_request, response) => {
      add(response);
      response.setHeader("X-Frame-Options", "SAMEORIGIN");
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
    return headers;
  };

  it("is said where the shop is at https, and what an answer says itself stays", async () => {
    const headers = await headersOf(ORIGIN);
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000");
    expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect((await headersOf("http://localhost:3000")).has("strict-transport-security")).toBe(false);
  });
});
