import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeysReport } from "../../../domain/stripe-keys/key-report.ts";
import { ALL_ON, describeFeature } from "../../../server/stripe/keys/features.ts";
import { examineKeys } from "../../../server/stripe/keys/key-doctor.ts";
import {
  KEY_ROLES,
  type KeyRole,
  permissionsOf,
  ROLES,
  requirementsOf,
} from "../../../server/stripe/keys/manifest.ts";
import { brings, dashboardRow } from "../../../server/stripe/keys/permission.ts";
import { PROBED } from "../../../server/stripe/keys/probes.ts";
import { type Account, openAccount, openGate } from "./keys-sandbox.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const examine = (keys: { role: KeyRole; key: string }[], sandboxUrl = account.url): Promise<KeysReport> =>
  examineKeys({ keys, switches: ALL_ON, sandboxUrl, pauseMs: 1 });

const exactKeys = () =>
  Promise.all(
    KEY_ROLES.map(async (role) => ({ role, key: await account.mint(`exact ${role}`, permissionsOf(role)) })),
  );

describe("exactly the right keys", () => {
  it("are exact, each role with a key of its own", async () => {
    const report = await examine(await exactKeys());
    expect(report.verdict).toBe("exact");
    expect(report.keys).toHaveLength(4);
    expect(report.keys.flatMap(({ excess }) => excess)).toEqual([]);
  });

  it("are exact as one key for all roles, examined once", async () => {
    const key = await account.mint(
      "all",
      ROLES.flatMap((role) => permissionsOf(role)),
    );
    const report = await examine(ROLES.map((role) => ({ role, key })));
    expect(report.keys).toHaveLength(1);
    expect(report.verdict).toBe("exact");
  });

  it("change nothing by being tried", async () => {
    const key = await account.mint("everything", PROBED);
    const tables = [
      "events",
      "products",
      "prices",
      "checkout/sessions",
      "payment_intents",
      "refunds",
      "disputes",
    ];
    const count = async () => {
      const lists = [...tables, "charges", "webhook_endpoints", "shipping_rates"].map(async (table) => {
        const answer = await fetch(`${account.url}/v1/${table}?limit=100`, {
          headers: { authorization: "Bearer sk_test_sandbox_all_permissions" },
        });
        return ((await answer.json()) as { data: unknown[] }).data.length;
      });
      return Promise.all(lists);
    };
    // Something of each kind is there to be changed.
    await fetch(`${account.url}/v1/products`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_sandbox_all_permissions" },
      body: new URLSearchParams({ name: "Tumble mug" }),
    });
    const before = await count();
    await account.control("DELETE", "requests");
    const report = await examine([{ role: "checkout", key }]);
    expect(report.keys[0]?.unverifiedExcess).toEqual([]);
    expect(await count()).toEqual(before);
    const { data } = await account.control("GET", "requests");
    const changed = data.filter(
      ({ method, status, key: name }: Record<string, unknown>) =>
        name === "everything" && method !== "GET" && status === 200,
    );
    expect(changed).toEqual([]);
  });
});

describe("A11: the account of a key", () => {
  const OWN = "acct_1LatchkeySandbox0";

  it("is told by what the key may not do, with no request more", async () => {
    const keys = await exactKeys();
    await account.control("DELETE", "requests");
    const report = await examine(keys);
    expect(report.keys.map((key) => key.account)).toEqual([OWN, OWN, OWN, OWN]);
    expect(report).toMatchObject({ verdict: "exact", fault: null });
    const { data } = await account.control("GET", "requests?limit=500");
    const tried = report.keys.map(({ roles, needed }) => {
      const [role] = roles as [KeyRole];
      const brought = (slug: (typeof PROBED)[number]) =>
        permissionsOf(role).some((granted) => brings(granted, slug));
      return needed.length + PROBED.filter((slug) => !brought(slug)).length;
    });
    expect(data).toHaveLength(tried.reduce((sum, count) => sum + count, 0));
  });

  it("is not known of a key that is refused nothing, or that Stripe does not take", async () => {
    const all = await account.mint("may all", PROBED);
    expect((await examine([{ role: "checkout", key: all }])).keys[0]?.account).toBeNull();
    const report = await examine([{ role: "checkout", key: "rk_test_UNKNOWN_TO_EVERYBODY" }]);
    expect(report.keys[0]?.account).toBeNull();
    expect(report.fault).toBeNull();
  });

  it("is another one for one key: wrong, though each has exactly what it needs", async () => {
    const [checkout, reconciler] = await exactKeys();
    const key = await account.mint("abroad", permissionsOf("backoffice"), "acct_2");
    const keys = [checkout, reconciler, { role: "backoffice" as const, key }];
    const report = await examine(keys as { role: KeyRole; key: string }[]);
    expect(
      report.keys.flatMap(({ excess, needed }) => [excess, needed.map(({ verdict }) => verdict)]),
    ).toEqual(report.keys.flatMap(({ needed }) => [[], needed.map(() => "granted")]));
    expect(report.verdict).toBe("wrong");
    expect(report.fault?.sentence).toBe(
      `The keys are of different Stripe accounts: STRIPE_CHECKOUT_KEY and STRIPE_RECONCILER_KEY of ${OWN}; STRIPE_BACKOFFICE_KEY of acct_2.`,
    );
  });

  it("is not the configured one", async () => {
    const keys = await exactKeys();
    const report = await examineKeys({ keys, switches: ALL_ON, sandboxUrl: account.url, account: "acct_2" });
    expect(report.verdict).toBe("wrong");
    expect(report.fault?.sentence).toContain(`STRIPE_BACKOFFICE_KEY and STRIPE_SETUP_KEY of ${OWN}.`);
  });
});

const EACH = KEY_ROLES.flatMap((role) =>
  requirementsOf(role).map((requirement) => ({ role, ...requirement })),
);

describe("a missing permission", () => {
  it.each(EACH)("$permission of $role is named with its row, feature and link", async (needed) => {
    const { role, permission, calls, broughtBy } = needed;
    const left = permissionsOf(role).filter(
      (slug) => slug !== permission && !broughtBy.some((other) => other === slug),
    );
    const key = await account.mint(`less ${role}`, left);
    const report = await examine([{ role, key }]);
    const missing = report.keys[0]?.needed.filter(({ verdict }) => verdict === "missing") ?? [];
    const row = missing.find((each) => each.permission === permission);
    expect(report.verdict).toBe("wrong");
    // What would have brought it along was left out too: nothing else is missing.
    expect(missing.map((each) => each.permission).toSorted()).toEqual(
      permissionsOf(role)
        .filter((slug) => !left.some((other) => brings(other, slug)))
        .toSorted(),
    );
    expect(row?.row).toBe(dashboardRow(permission));
    expect(row?.features).toEqual(
      [...new Set(calls.map(({ feature }) => feature))].map((id) => describeFeature(id)),
    );
    expect(row?.fix).toContain(dashboardRow(permission).replace(": ", " to "));
    expect(row?.link).toBe("https://dashboard.stripe.com/test/apikeys");
    expect(report.keys[0]?.createLink).toContain(`rak_${permission}`);
  });

  it("that another one brings along is no fault", async () => {
    const left = permissionsOf("reconciler").filter((slug) => slug !== "payment_intent_read");
    const report = await examine([{ role: "reconciler", key: await account.mint("brought", left) }]);
    expect(report.verdict).toBe("exact");
  });
});

describe("too much", () => {
  const free = (role: KeyRole) =>
    PROBED.filter((slug) => !permissionsOf(role).some((needed) => brings(needed, slug)));

  it.each(KEY_ROLES)("every other permission of the %s key is named, and only it", async (role) => {
    for (const slug of free(role)) {
      const key = await account.mint(`more ${role}`, [...permissionsOf(role), slug]);
      const [report] = (await examine([{ role, key }])).keys;
      expect(
        report?.excess.map(({ permission }) => permission),
        slug,
      ).toEqual([slug]);
      expect(report?.excess[0]?.fix).toContain(" to ");
    }
  });

  it("is set back to Read where reading is needed", async () => {
    const key = await account.mint("writer", [...permissionsOf("reconciler"), "charge_write"]);
    const [report] = (await examine([{ role: "reconciler", key }])).keys;
    expect(report?.excess[0]?.fix).toMatch(/Charges and Refunds to Read$/);
  });
});

describe("a key that Stripe does not take", () => {
  it.each([
    ["rk_test_UNKNOWN_TO_EVERYBODY", /does not know this key/],
    ["sk_test_sandbox_all_permissions", /an unrestricted secret key/],
    ["hunter2-my-password", /not a Stripe key/],
    ["", /is empty/],
  ])("%j is a fault with a fix", async (key, words) => {
    const report = await examine([{ role: "checkout", key }]);
    expect(report.verdict).toBe("wrong");
    expect(report.keys[0]?.fault?.sentence).toMatch(words);
    expect(report.keys[0]?.fault?.link).toContain("https://dashboard.stripe.com/");
    expect(JSON.stringify(report)).not.toMatch(/hunter2|UNKNOWN_TO|all_permissions/);
  });

  it("is asked no further, when it has expired", async () => {
    const key = await account.mint("rolled", ["revoked"]);
    await account.control("DELETE", "requests");
    const report = await examine([{ role: "checkout", key }]);
    expect(report.keys[0]?.fault?.sentence).toMatch(/expired or was rolled/);
    const { data } = await account.control("GET", "requests");
    expect(data.length).toBeLessThanOrEqual(4);
  });
});

describe("an account that answers badly", () => {
  it("429 at every second request: the same verdicts, later", async () => {
    const key = await account.mint("mixed", ["checkout_session_read", "dispute_read", "payout_write"]);
    const straight = await examine([{ role: "reconciler", key }]);
    const gate = await openGate(account.url, (count) => (count % 2 === 1 ? 429 : null));
    const limited = await examine([{ role: "reconciler", key }], gate.url);
    await gate.close();
    expect(limited.keys).toEqual(straight.keys);
    expect(gate.count()).toBeGreaterThan(PROBED.length * 1.5);
  });

  it("429 by the sandbox's own faults, at every second list", async () => {
    const exact = await exactKeys();
    for (const path of ["GET /v1/charges", "GET /v1/disputes", "POST /v1/refunds"])
      await account.control("POST", "faults", {
        kind: "status",
        status: 429,
        count: 2,
        path,
        retry_after: 0,
      });
    expect((await examine(exact)).verdict).toBe("exact");
    expect((await account.control("GET", "faults")).data).toEqual([]);
  });

  it.each([500, 503, "cut", 302] as const)("%s is unverified, never missing", async (answer) => {
    const gate = await openGate(account.url, () => answer);
    const report = await examine(await exactKeys(), gate.url);
    await gate.close();
    expect(report.verdict).toBe("unverified");
    expect(report.keys.flatMap(({ needed }) => needed).every(({ verdict }) => verdict === "unverified")).toBe(
      true,
    );
    // It gives up instead of asking hundreds of times.
    expect(gate.count()).toBeLessThan(120);
  });

  it("a sandbox that is down is unverified", async () => {
    const report = await examine(await exactKeys(), "http://127.0.0.1:9");
    expect(report.verdict).toBe("unverified");
  });

  it("never asks more than four at a time", async () => {
    let [now, most] = [0, 0];
    const gate = await openGate(account.url, () => null);
    const { fetch: real } = globalThis;
    globalThis.fetch = async (...args) => {
      now += 1;
      most = Math.max(most, now);
      return real(...args).finally(() => {
        now -= 1;
      });
    };
    await examine(await exactKeys(), gate.url);
    globalThis.fetch = real;
    await gate.close();
    expect(most).toBe(4);
  });
});
