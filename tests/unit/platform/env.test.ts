import { describe, expect, it } from "vitest";
import { ConfigurationError, parseEnv } from "../../../server/platform/env.ts";

const GOOD = {
  DATABASE_URL: "postgresql://shop:pass@localhost:5432/shop",
  APP_SECRET: "a-secret-for-tests-that-is-long-enough",
  STRIPE_CHECKOUT_KEY: "rk_test_CHECKOUT_FOR_TESTS",
  STRIPE_RECONCILER_KEY: "rk_test_RECONCILER_FOR_TESTS",
  STRIPE_BACKOFFICE_KEY: "rk_test_BACKOFFICE_FOR_TESTS",
  STRIPE_PUBLISHABLE_KEY: "pk_test_FOR_TESTS_ONLY",
  STRIPE_WEBHOOK_SECRET: "whsec_for_tests_only",
};

function faultsOf(changes: Record<string, string | undefined>): string[] {
  try {
    parseEnv({ ...GOOD, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

describe("the configuration", () => {
  it("takes three restricted keys, or one for all", () => {
    expect(parseEnv(GOOD).STRIPE_BACKOFFICE_KEY).toBe("rk_test_BACKOFFICE_FOR_TESTS");
    const one = parseEnv({
      ...GOOD,
      STRIPE_CHECKOUT_KEY: undefined,
      STRIPE_RECONCILER_KEY: undefined,
      STRIPE_BACKOFFICE_KEY: undefined,
      STRIPE_RESTRICTED_KEY: "rk_test_ONE_FOR_ALL",
    });
    expect(one.STRIPE_CHECKOUT_KEY).toBe("rk_test_ONE_FOR_ALL");
    expect(one.STRIPE_RECONCILER_KEY).toBe("rk_test_ONE_FOR_ALL");
  });

  it.each([
    ["sk_test_FULL_KEY_FOR_TESTS", /an unrestricted secret key/],
    ["sk_live_FULL_KEY_FOR_TESTS", /an unrestricted secret key/],
    ["sk_org_ORGANISATION_KEY", /an organisation key/],
    ["pk_test_PUBLISHABLE_KEY", /a publishable key/],
    ["whsec_SIGNING_SECRET", /a webhook signing secret/],
    ["mk_1234567890", /the id of a key, not the key itself/],
    ["hunter2-is-my-password", /not a Stripe key \(…\)/],
    ["", /is empty/],
    ["undefined", /the word "undefined"/],
    ['"rk_test_QUOTED_KEY"', /quotes around it/],
    ["rk_test_LINE_BREAK\n", /a line break/],
    [" rk_test_LEADING_SPACE", /white space/],
  ])("refuses %j where a restricted key belongs, with the variable and the fix", (pasted, reason) => {
    const [fault = ""] = faultsOf({ STRIPE_CHECKOUT_KEY: pasted });
    expect(fault).toMatch(/^STRIPE_CHECKOUT_KEY /);
    expect(fault).toMatch(reason);
    expect(fault).toMatch(/Fix: /);
  });

  it("never repeats what was pasted", () => {
    expect(faultsOf({ STRIPE_CHECKOUT_KEY: "hunter2-is-my-password" }).join()).not.toContain("hunter2");
    expect(faultsOf({ STRIPE_CHECKOUT_KEY: "sk_test_ABCDEFGHIJKLMNOP" }).join()).not.toContain(
      "ABCDEFGHIJKL",
    );
  });

  it.each([
    [
      { STRIPE_PUBLISHABLE_KEY: "rk_test_SECRET_IN_BROWSER" },
      /STRIPE_PUBLISHABLE_KEY holds a restricted key/,
    ],
    [{ STRIPE_BACKOFFICE_KEY: "rk_live_LIVE_AMONG_TEST" }, /mix test and live/],
    [{ STRIPE_CHECKOUT_KEY: undefined }, /STRIPE_CHECKOUT_KEY is missing/],
    [{ STRIPE_WEBHOOK_SECRET: "" }, /STRIPE_WEBHOOK_SECRET is empty/],
    [{ STRIPE_WEBHOOK_SECRET: "undefined" }, /STRIPE_WEBHOOK_SECRET holds/],
    [{ NEXT_PUBLIC_KEY: "rk_test_SENT_TO_BROWSERS" }, /NEXT_PUBLIC_KEY holds a restricted key/],
    [{ APP_SECRET: "short" }, /APP_SECRET must have at least 32 characters/],
    [{ DATABASE_URL: "mysql://localhost/shop" }, /DATABASE_URL must be a URL/],
    [{ APP_ORIGIN: "shop.example" }, /APP_ORIGIN must be a URL/],
    [{ WITHDRAWAL_DAYS: "13" }, /WITHDRAWAL_DAYS must be 14 or more.*law/],
    [{ SHOP_ORIGIN: "https://shop.example/bells" }, /SHOP_ORIGIN has a path/],
    [{ CHECKOUTS_PER_HOUR: "0" }, /CHECKOUTS_PER_HOUR must be 1 or more/],
    [{ MAX_PER_ORDER: "0" }, /MAX_PER_ORDER must be 1 or more/],
    [{ MAX_PER_ORDER: "100" }, /MAX_PER_ORDER must be 99 or less/],
    [{ MAX_PER_ORDER: "ten" }, /MAX_PER_ORDER must be a whole number/],
    [{ SHOP_TIME_ZONE: "Dublin" }, /SHOP_TIME_ZONE is not a time zone/],
    [{ HOLD_MINUTES: "10" }, /HOLD_MINUTES must be 31 or more/],
    [{ SHIPPING_RATES: "Standard" }, /SHIPPING_RATES: "Standard" is not a rate/],
    [{ SHIPPING_RATES: "A:5.00:1-2:a;B:6.00:1-2:a" }, /SHIPPING_RATES: two shipping rates have the id "a"/],
  ])("refuses %j", (changes, reason) => {
    expect(faultsOf(changes as Record<string, string>).join("\n")).toMatch(reason);
  });

  it("refuses a live key together with the sandbox", () => {
    const live = Object.fromEntries(
      Object.entries(GOOD).map(([name, value]) => [name, value.replace(/^(rk|pk)_test_/, "$1_live_")]),
    );
    expect(faultsOf({ ...live, STRIPE_SANDBOX_URL: "http://127.0.0.1:12111" }).join()).toMatch(
      /STRIPE_SANDBOX_URL/,
    );
    expect(parseEnv({ ...live, APP_ORIGIN: "https://shop.example", PROXY_HOPS: "1" }).isLive).toBe(true);
  });

  it("never reads STRIPE_API_KEY or STRIPE_SECRET_KEY", () => {
    expect(faultsOf({ STRIPE_API_KEY: "sk_live_NOT_OURS", STRIPE_SECRET_KEY: "sk_live_NOT_OURS" })).toEqual(
      [],
    );
  });
});
