import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isPermission, permissionOf } from "../../../sandbox/protocol/permissions.ts";
import { PERMISSIONS_PAGE, renderPermissionsPage } from "../../../scripts/keys/permissions-page.ts";
import { CALLS, SETUP_CALLS } from "../../../server/stripe/calls.ts";
import { ALL_ON, readSwitches } from "../../../server/stripe/keys/features.ts";
import {
  costOf,
  keyCreationLink,
  permissionsOf,
  ROLES,
  requirementsOf,
  requirementsOfAll,
} from "../../../server/stripe/keys/manifest.ts";
import { brings } from "../../../server/stripe/keys/permission.ts";
import { PROBED, PROBES, type Probe } from "../../../server/stripe/keys/probes.ts";

describe("the manifest", () => {
  it("is what the design allows each role", () => {
    expect(permissionsOf("checkout")).toEqual(["checkout_session_write"]);
    expect(permissionsOf("reconciler")).toEqual([
      "checkout_session_read",
      "payment_intent_read",
      "charge_read",
      "dispute_read",
    ]);
    expect(permissionsOf("backoffice")).toEqual(["charge_write"]);
    expect(permissionsOf("setup")).toEqual(["webhook_write"]);
  });

  it("names every call that a permission serves, those that it includes too", () => {
    const [write] = requirementsOf("checkout");
    expect(write?.calls.map(({ name }) => name)).toContain("resumeCheckoutSession");
  });

  it("follows the switches, and says what each costs", () => {
    expect(permissionsOf("backoffice", { ...ALL_ON, refunds: false })).toEqual([]);
    expect(permissionsOf("reconciler", { ...ALL_ON, disputes: false })).not.toContain("dispute_read");
    expect(permissionsOf("setup", { ...ALL_ON, webhooks: false })).toEqual([]);
    expect(costOf("refunds")).toEqual([{ role: "backoffice", permission: "charge_write" }]);
    expect(costOf("disputes")).toEqual([{ role: "reconciler", permission: "dispute_read" }]);
    expect(costOf("webhooks")).toEqual([{ role: "setup", permission: "webhook_write" }]);
    expect(readSwitches({ REFUNDS: "off", STRIPE_WEBHOOK_SECRET: "" })).toEqual({
      refunds: false,
      disputes: true,
      webhooks: false,
    });
  });

  it("joins the roles of one key, a write including its read", () => {
    const slugs = requirementsOfAll(ROLES, ALL_ON).map(({ permission }) => permission);
    expect(slugs).toContain("charge_write");
    expect(slugs).not.toContain("charge_read");
    expect(slugs).not.toContain("checkout_session_read");
  });

  it("links to Stripe's form with the boxes ticked, in either mode", () => {
    expect(keyCreationLink("backoffice", "test")).toBe(
      "https://dashboard.stripe.com/test/apikeys/create?name=Latchkey+backoffice&permissions%5B%5D=rak_charge_write",
    );
    expect(keyCreationLink("backoffice", "live")).toMatch(
      /^https:\/\/dashboard\.stripe\.com\/apikeys\/create\?/,
    );
  });

  it("knows what comes along with what", () => {
    expect(brings("charge_write", "charge_read")).toBe(true);
    expect(brings("charge_read", "charge_write")).toBe(false);
    expect(brings("checkout_session_read", "product_read")).toBe(true);
    expect(brings("checkout_session_write", "payment_intent_write")).toBe(false);
  });
});

describe("the probes", () => {
  it("try every permission that a call needs", () => {
    const needed = Object.values({ ...CALLS, ...SETUP_CALLS }).flatMap(({ permissions }) => permissions);
    for (const permission of needed) expect(PROBED).toContain(permission);
  });

  it("can never succeed in changing anything: each POST names what is not there", () => {
    for (const [slug, probe] of Object.entries<Probe>(PROBES)) {
      if (probe.method === "GET") continue;
      expect(`${probe.path} ${Object.values(probe.form ?? {}).join(" ")}`, slug).toMatch(/absent/);
    }
  });

  it("ask for the permission that the sandbox, on its own, holds for the same endpoint", () => {
    for (const [slug, { method, path }] of Object.entries<Probe>(PROBES)) {
      expect(isPermission(slug), slug).toBe(true);
      const route = `${method} ${path.replace(/\?.*/, "").replace(/[a-z_]*_absent/, ":id")}`;
      expect(permissionOf[route as keyof typeof permissionOf], route).toBe(slug);
    }
  });
});

it(`${PERMISSIONS_PAGE} is up to date: npm run keys -- --write-docs`, () => {
  expect(readFileSync(PERMISSIONS_PAGE, "utf8")).toBe(renderPermissionsPage());
});
