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
const RESTRICTED = [
  "STRIPE_CHECKOUT_KEY",
  "STRIPE_RECONCILER_KEY",
  "STRIPE_BACKOFFICE_KEY",
  "STRIPE_RESTRICTED_KEY",
] as const;

function faultsOf(changes: Record<string, string | undefined>): string[] {
  try {
    parseEnv({ ...GOOD, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

const LINK = "https://dashboard.stripe.com/apikeys (or run: npm run keys -- --link)";
const FIX = {
  restricted: `create one at ${LINK}; a full key is never needed.`,
  publishable: `copy the pk_… key from ${LINK}`,
  webhook: "Fix: paste the whsec_… of the endpoint; two may be given with a comma while one is replaced",
};

// What was pasted, and what it is called. A key of the right kind is taken out of a variable's rows below.
const KINDS: [pasted: string, name: string][] = [
  ["rk_test_RESTRICTED_KEY_wxyz", "a restricted key (rk_test_…wxyz)"],
  ["rk_live_RESTRICTED_KEY_wxyz", "a restricted key (rk_live_…wxyz)"],
  ["rkcs_test_CLAIMABLE_KEY_wxyz", "a restricted key (rkcs_test_…wxyz)"],
  ["sk_test_UNRESTRICTED_KEY_wxyz", "an unrestricted secret key (sk_test_…wxyz)"],
  ["sk_live_UNRESTRICTED_KEY_wxyz", "an unrestricted secret key (sk_live_…wxyz)"],
  ["sk_org_ORGANISATION_KEY_wxyz", "an organisation key (sk_org_…wxyz)"],
  ["pk_test_PUBLISHABLE_KEY_wxyz", "a publishable key (pk_test_…wxyz)"],
  ["pk_live_PUBLISHABLE_KEY_wxyz", "a publishable key (pk_live_…wxyz)"],
  ["whsec_SIGNING_SECRET_wxyz", "a webhook signing secret (whsec_…wxyz)"],
  ["mk_ID_OF_A_KEY_wxyz", "the id of a key, not the key itself (mk_…wxyz)"],
  ["acct_1234567890", "something that is not a Stripe key (…)"],
  ["hunter2-is-my-password", "something that is not a Stripe key (…)"],
];

// The text itself is wrong, whatever was meant; `KEY` is a key of the right kind.
const TEXTS: [pasted: string, fault: string][] = [
  ["", "is empty"],
  ["undefined", 'holds the word "undefined", not a key'],
  ["null", 'holds the word "null", not a key'],
  ['"KEY"', "has quotes around it"],
  ["'KEY'", "has quotes around it"],
  ["KEY\n", "has a line break in it"],
  ["KEY\r\n", "has a line break in it"],
  [" KEY", "has white space in it"],
  ["KEY ", "has white space in it"],
  ["KEY\t", "has white space in it"],
];

describe.each(RESTRICTED)("A11: %s", (name) => {
  it.each(KINDS.filter(([pasted]) => !pasted.startsWith("rk")))("does not take %j", (pasted, what) => {
    expect(faultsOf({ [name]: pasted })).toEqual([
      `${name} holds ${what}; a restricted key belongs there. Fix: ${FIX.restricted}`,
    ]);
  });

  it.each(TEXTS)("does not take %j", (pasted, fault) => {
    expect(faultsOf({ [name]: pasted.replace("KEY", "rk_test_GOOD_KEY_FOR_TESTS") })).toEqual([
      `${name} ${fault}. Fix: paste a restricted key. ${FIX.restricted}`,
    ]);
  });

  it("takes a restricted key, and one of a claimable sandbox", () => {
    expect(faultsOf({ [name]: "rk_test_GOOD_KEY_FOR_TESTS" })).toEqual([]);
    expect(faultsOf({ [name]: "rkcs_test_GOOD_KEY_FOR_TESTS" })).toEqual([]);
  });
});

describe("A11: STRIPE_PUBLISHABLE_KEY", () => {
  const name = "STRIPE_PUBLISHABLE_KEY";
  it.each(KINDS.filter(([pasted]) => !pasted.startsWith("pk")))(
    "does not take %j: it would be sent to browsers",
    (pasted, what) => {
      expect(faultsOf({ [name]: pasted })).toEqual([
        `${name} holds ${what}; a publishable key belongs there. Fix: ${FIX.publishable}`,
      ]);
    },
  );

  it.each(TEXTS)("does not take %j", (pasted, fault) => {
    expect(faultsOf({ [name]: pasted.replace("KEY", "pk_test_GOOD_KEY_FOR_TESTS") })).toEqual([
      `${name} ${fault}. Fix: paste a publishable key. ${FIX.publishable}`,
    ]);
  });
});

describe("STRIPE_WEBHOOK_SECRET", () => {
  const name = "STRIPE_WEBHOOK_SECRET";
  it.each(KINDS.filter(([pasted]) => !pasted.startsWith("whsec")))("does not take %j", (pasted, what) => {
    expect(faultsOf({ [name]: pasted })).toEqual([`${name} holds ${what}. ${FIX.webhook}`]);
    expect(faultsOf({ [name]: `whsec_the_good_one,${pasted}` })).toEqual([
      `${name} holds ${what}. ${FIX.webhook}`,
    ]);
  });

  it.each(TEXTS)("does not take %j", (pasted, fault) => {
    expect(faultsOf({ [name]: pasted.replace("KEY", "whsec_good_secret_for_tests") })).toEqual([
      `${name} ${fault}. ${FIX.webhook}`,
    ]);
  });

  it("takes two while one is replaced", () => {
    expect(parseEnv({ ...GOOD, [name]: "whsec_old_one, whsec_new_one" })[name]).toEqual([
      "whsec_old_one",
      "whsec_new_one",
    ]);
  });
});

describe("A11: keys of two modes", () => {
  const mixed = (live: string) =>
    `The Stripe keys mix test and live: ${["CHECKOUT", "RECONCILER", "BACKOFFICE", "PUBLISHABLE"]
      .map((role) => `STRIPE_${role}_KEY is ${role === live ? "live" : "test"}`)
      .join(", ")}. Fix: take all of them from one mode`;
  it.each([
    ["CHECKOUT", "rk_live_LIVE_AMONG_TEST"],
    ["RECONCILER", "rk_live_LIVE_AMONG_TEST"],
    ["BACKOFFICE", "rk_live_LIVE_AMONG_TEST"],
    ["PUBLISHABLE", "pk_live_LIVE_AMONG_TEST"],
  ])("are refused: %s", (role, key) => {
    expect(faultsOf({ [`STRIPE_${role}_KEY`]: key })).toEqual([mixed(role)]);
  });
});

describe("A11: STRIPE_ACCOUNT, against which the start holds every key's account", () => {
  const fault =
    "STRIPE_ACCOUNT is not the id of a Stripe account. Fix: copy the acct_… from https://dashboard.stripe.com/settings/account, or remove it";

  it.each(
    KINDS.filter(([pasted]) => !pasted.startsWith("acct"))
      .map(([pasted]) => pasted)
      .concat(["", "undefined", "acct_", "acct_1 ", "'acct_1'", "acct_1-2", "ACCT_1", "x acct_1"]),
  )("does not take %j, and repeats nothing of it", (pasted) => {
    expect(faultsOf({ STRIPE_ACCOUNT: pasted })).toEqual([fault]);
  });

  it("takes an account, or none", () => {
    expect(parseEnv({ ...GOOD, STRIPE_ACCOUNT: "acct_1A2b3C" }).STRIPE_ACCOUNT).toBe("acct_1A2b3C");
    expect(parseEnv(GOOD).STRIPE_ACCOUNT).toBeUndefined();
  });
});

describe("a variable that is not ours", () => {
  it.each(["STRIPE_API_KEY", "STRIPE_SECRET_KEY"])("is never read, whatever it holds: %s", (name) => {
    let isRead = false;
    const source = Object.defineProperty({ ...GOOD } as Record<string, string>, name, {
      enumerable: false,
      get: () => {
        isRead = true;
        return "sk_live_NOT_OURS_AT_ALL";
      },
    });
    parseEnv(source);
    expect(isRead).toBe(false);
    expect(parseEnv({ ...GOOD, [name]: "sk_live_NOT_OURS_AT_ALL" })).toEqual(parseEnv(GOOD));
  });

  it.each(KINDS.filter(([pasted]) => !/^(pk|acct|hunter)/.test(pasted)))(
    "with %j in it would be built into the browser's files",
    (pasted, what) => {
      const kind = what.replace(/ \(.*/, "");
      expect(faultsOf({ NEXT_PUBLIC_STRIPE: pasted })).toEqual([
        `NEXT_PUBLIC_STRIPE holds ${kind} and would be sent to every browser. Fix: remove it, and roll that key at ${LINK}`,
      ]);
    },
  );
});
