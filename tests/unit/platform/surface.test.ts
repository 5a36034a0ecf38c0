import { describe, expect, it } from "vitest";
import { hasPart, keyFaults, keysOf, SURFACES } from "../../../domain/surface.ts";
import { ConfigurationError, parseEnv } from "../../../server/platform/env.ts";

const NAMES = ["STRIPE_CHECKOUT_KEY", "STRIPE_RECONCILER_KEY", "STRIPE_BACKOFFICE_KEY"] as const;
const BASE = {
  DATABASE_URL: "postgresql://shop:pass@localhost:5432/shop",
  APP_SECRET: "a-secret-for-tests-that-is-long-enough",
  STRIPE_PUBLISHABLE_KEY: "pk_test_FOR_TESTS_ONLY",
};

/** C, R, B: which of the three keys are there. */
function parse(
  surface: string,
  worker: string,
  letters: string,
  extra: Record<string, string> = {},
): string[] {
  const keys = NAMES.filter((name) => letters.includes(name[7] ?? "")).map((name) => [
    name,
    `rk_test_${name}_LOCAL`,
  ]);
  try {
    parseEnv({ ...BASE, SURFACE: surface, WORKER: worker, ...Object.fromEntries(keys), ...extra });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

describe("a process starts with the keys that its surface needs, and with no other", () => {
  // Every surface and worker, with every set of keys: which sets are right.
  const RIGHT: Record<string, string[]> = {
    "all inline": ["CRB"],
    "all off": ["CRB"],
    "all only": ["CRB", "RB"],
    "shop inline": ["CR"],
    "shop off": ["C"],
    "shop only": ["CR", "R"],
    "admin inline": ["RB"],
    "admin off": ["RB"],
    "admin only": ["RB"],
  };
  const SETS = ["", "C", "R", "B", "CR", "CB", "RB", "CRB"];
  it.each(Object.keys(RIGHT).flatMap((process) => SETS.map((set) => [process, set] as const)))(
    "%s with %j",
    (process, set) => {
      const [surface = "", worker = ""] = process.split(" ");
      const faults = parse(surface, worker, set);
      if (RIGHT[process]?.includes(set)) expect(faults).toEqual([]);
      else
        expect(faults.join("\n")).toMatch(
          /^STRIPE_\w+_KEY is (missing|set, and SURFACE=\w+ with WORKER=\w+ does not need it)\. Fix: /,
        );
    },
  );

  it("says which key is needless, and what to do", () => {
    expect(parse("shop", "inline", "CRB")).toEqual([
      "STRIPE_BACKOFFICE_KEY is set, and SURFACE=shop with WORKER=inline does not need it. Fix: remove it from this process's variables; what it does not hold cannot be stolen from it",
    ]);
  });

  it("takes one key for all roles only where all roles are", () => {
    const shared = { STRIPE_RESTRICTED_KEY: "rk_test_ONE_FOR_ALL" };
    expect(parse("all", "inline", "", shared)).toEqual([]);
    expect(parse("shop", "off", "", shared).join()).toMatch(
      /^STRIPE_RESTRICTED_KEY stands for all three keys/,
    );
    expect(parse("shop", "inline", "", shared).join()).toContain(
      "needs only STRIPE_CHECKOUT_KEY and STRIPE_RECONCILER_KEY. Fix: give each role a key of its own",
    );
  });

  it("keeps the webhook secret away from the admin", () => {
    const secret = { STRIPE_WEBHOOK_SECRET: "whsec_for_tests_only" };
    expect(parse("shop", "off", "C", secret)).toEqual([]);
    expect(parse("admin", "off", "RB", secret).join()).toMatch(/^STRIPE_WEBHOOK_SECRET is set/);
  });

  it("refuses another word", () => {
    expect(parse("office", "inline", "CRB").join()).toMatch(/SURFACE must be all, shop or admin/);
  });
});

it("each part is served by its own surface and by all", () => {
  expect(SURFACES.filter((surface) => hasPart(surface, "shop"))).toEqual(["all", "shop"]);
  expect(SURFACES.filter((surface) => hasPart(surface, "admin"))).toEqual(["all", "admin"]);
});

it("no process without the admin may hold the key that makes refunds", () => {
  for (const worker of ["inline", "off", "only"] as const) {
    expect(keysOf("shop", worker).may).not.toContain("backoffice");
    expect(keyFaults("shop", worker, { STRIPE_BACKOFFICE_KEY: "rk_test_X" }).join()).toContain(
      "does not need it",
    );
  }
});

it("a process that opens checkouts needs the publishable key, and no other does", () => {
  const keys = { STRIPE_CHECKOUT_KEY: "rk_test_C", STRIPE_RECONCILER_KEY: "rk_test_R" };
  expect(keyFaults("shop", "inline", keys)).toEqual([
    "STRIPE_PUBLISHABLE_KEY is missing. Fix: set it, or run npm start without any Stripe key to use the sandbox",
  ]);
  expect(keyFaults("shop", "only", keys)).toEqual([]);
});

it("needs no back-office key where refunds are off", () => {
  expect(keysOf("all", "inline").must).toEqual(["checkout", "reconciler", "backoffice"]);
  expect(keysOf("all", "inline", false).must).toEqual(["checkout", "reconciler"]);
  const given = {
    STRIPE_CHECKOUT_KEY: "rk_test_C",
    STRIPE_RECONCILER_KEY: "rk_test_R",
    STRIPE_PUBLISHABLE_KEY: "pk_test_P",
  };
  expect(keyFaults("all", "inline", { ...given, REFUNDS: "off" })).toEqual([]);
  expect(keyFaults("all", "inline", { ...given, REFUNDS: "on" }).join()).toContain(
    "STRIPE_BACKOFFICE_KEY is missing",
  );
});
