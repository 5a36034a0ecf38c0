import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { clientAddress, shopperKey, watchSocketAddresses } from "../../../server/platform/client-address.ts";

const proxies = vi.hoisted(() => ({ hops: undefined as number | undefined }));
vi.mock("../../../server/platform/env.ts", () => ({
  env: () => ({ PROXY_HOPS: proxies.hops, APP_SECRET: "a secret of thirty-two characters" }),
}));

const SOCKET = "10.0.0.1";
const sent = (forwarded?: string, socket = SOCKET) =>
  new Headers({
    "x-latchkey-socket-address": socket,
    ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
  });

beforeAll(watchSocketAddresses);
afterAll(() => vi.restoreAllMocks());

describe("whom a request is counted for", () => {
  it.each([
    ["the socket's, where no proxy is known", undefined, "6.6.6.6", SOCKET],
    ["the socket's, where shoppers come directly", 0, "6.6.6.6", SOCKET],
    ["what the one proxy says, not what the client claims", 1, "6.6.6.6, 203.0.113.7", "203.0.113.7"],
    ["what the outermost of two says", 2, "6.6.6.6, 203.0.113.7, 198.51.100.1", "203.0.113.7"],
    ["the socket's, where a client bypassed the proxies", 2, "6.6.6.6", SOCKET],
    ["the socket's, where it is no address", 1, "unknown", SOCKET],
    ["the socket's, where nothing is said", 1, undefined, SOCKET],
    ["a household's IPv6 network", 1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["an IPv4 address in IPv6's clothes", 1, "::ffff:203.0.113.7", "203.0.113.7"],
  ])("%s", (_, hops, forwarded, expected) => {
    proxies.hops = hops;
    expect(clientAddress(sent(forwarded))).toBe(expected);
  });
});

describe("whose checkouts are counted together", () => {
  it("nobody's, where the shop was not told of proxies", () => {
    proxies.hops = undefined;
    expect(shopperKey(sent("203.0.113.7"))).toBeNull();
  });

  it("one address's, by a key that does not tell it", () => {
    proxies.hops = 1;
    const key = shopperKey(sent("203.0.113.7"));
    expect(key).toBe(shopperKey(sent("6.6.6.6, 203.0.113.7")));
    expect(key).not.toBe(shopperKey(sent("203.0.113.8")));
    expect(key).not.toContain("203");
  });
});
