import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { makeAdmin, PASSWORD } from "./admin-browser.ts";

const { closeDb } = await import("@/server/platform/db");
const { startSession } = await import("@/server/accounts/start-session");
const { getProductStock } = await import("@/server/catalog/read/get-product-stock");
const { listStock } = await import("@/server/catalog/read/list-stock");
const { checkKeys, getLastCheck } = await import("@/server/monitoring/check-keys");
const { getMail } = await import("@/server/mail/get-mail");
const { listAlarms } = await import("@/server/monitoring/list-alarms");
const { getWebhookHealth } = await import("@/server/monitoring/get-webhook-health");
const { leaveEvent, retryEvent } = await import("@/server/webhooks/decide-event");
const { getEvent } = await import("@/server/webhooks/list-events");
const { countEvents, listEvents } = await import("@/server/webhooks/list-events");
const { listMails } = await import("@/server/mail/list-mails");
const { countFlagged } = await import("@/server/orders/history/flag-order");
const { dismissConflict } = await import("@/server/orders/history/flag-order");
const { getOrder } = await import("@/server/orders/admin/get-order");
const { listOrders } = await import("@/server/orders/admin/list-orders");
const { refundOrder } = await import("@/server/orders/refunds/refund-order");
const { restockOrder } = await import("@/server/orders/place/restock-order");
const { reconcileNow } = await import("@/server/orders/reconcile/request-reconcile");
const { allocateStock } = await import("@/server/orders/reconcile/record-payment");
const { repairAsAdmin } = await import("@/server/reconciliation/repair-difference");
const { requestCheck } = await import("@/server/reconciliation/check/run-check");
const { getReconciliation } = await import("@/server/reconciliation/get-reconciliation");
const { UnknownOrderError } = await import("@/server/orders/reconcile/reconcile-order");
const { NotAllowedError, NotSignedInError, requireAdmin } = await import("@/server/accounts/session");

const NOBODY = randomUUID();
const REFUND = {
  orderId: NOBODY,
  requestId: NOBODY,
  amountMinor: 1n,
  currency: "eur",
  reason: null,
  note: null,
};

/** Every function through which an admin's request reaches data, with the permission it must ask for. */
const FUNCTIONS = [
  { name: "listOrders", permission: "view", call: () => listOrders({}) },
  { name: "getOrder", permission: "view", call: () => getOrder(NOBODY) },
  { name: "reconcileNow", permission: "view", call: () => reconcileNow(NOBODY) },
  { name: "refundOrder", permission: "refund", call: () => refundOrder(REFUND) },
  { name: "restockOrder", permission: "refund", call: () => restockOrder(NOBODY) },
  { name: "allocateStock", permission: "refund", call: () => allocateStock(NOBODY) },
  { name: "dismissConflict", permission: "refund", call: () => dismissConflict(NOBODY, "amount") },
  { name: "countFlagged", permission: "view", call: () => countFlagged() },
  { name: "listAlarms", permission: "view", call: () => listAlarms() },
  { name: "getReconciliation", permission: "view", call: () => getReconciliation() },
  { name: "requestCheck", permission: "view", call: () => requestCheck() },
  { name: "repairAsAdmin", permission: "refund", call: () => repairAsAdmin(NOBODY) },
  { name: "listMails", permission: "view", call: () => listMails() },
  { name: "getMail", permission: "view", call: () => getMail(NOBODY) },
  { name: "listEvents", permission: "view", call: () => listEvents(undefined) },
  { name: "countEvents", permission: "view", call: () => countEvents() },
  { name: "getEvent", permission: "view", call: () => getEvent(NOBODY) },
  { name: "retryEvent", permission: "view", call: () => retryEvent(NOBODY) },
  { name: "leaveEvent", permission: "refund", call: () => leaveEvent(NOBODY) },
  { name: "getWebhookHealth", permission: "view", call: () => getWebhookHealth() },
  { name: "checkKeys", permission: "settings", call: () => checkKeys() },
  { name: "getLastCheck", permission: "settings", call: () => getLastCheck() },
  { name: "listStock", permission: "view", call: () => listStock({ search: "", page: 1 }) },
  { name: "getProductStock", permission: "view", call: () => getProductStock("none") },
  ...(["view", "refund", "catalog", "settings"] as const).map((permission) => ({
    name: `requireAdmin("${permission}")`,
    permission,
    call: () => requireAdmin(permission),
  })),
] as const;

/** What the sources say: name and permission of every function that asks for one. */
function readGuarded(): string[] {
  return readdirSync("server", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && path !== "session.ts")
    .flatMap((path) =>
      readFileSync(join("server", path), "utf8")
        .split(/^export async function /m)
        .slice(1),
    )
    .flatMap((text) => {
      const [, permission] = /requireAdmin\("(\w+)"\)/.exec(text) ?? [];
      return permission ? [`${/^\w+/.exec(text)?.[0]} ${permission}`] : [];
    });
}

// Not in a mutation run: the copy of the sources is full of switches there.
it.skipIf(process.env.MUTATION_TESTS !== undefined)(
  "no function that asks for a permission is left out",
  () => {
    const tried = FUNCTIONS.filter(({ name }) => !name.startsWith("requireAdmin"));
    expect(tried.map(({ name, permission }) => `${name} ${permission}`).toSorted()).toEqual(
      readGuarded().toSorted(),
    );
  },
);

const MAY: Record<string, readonly string[]> = {
  nobody: [],
  shopper: [],
  viewer: ["view"],
  staff: ["view", "refund", "catalog"],
  owner: ["view", "refund", "catalog", "settings"],
};

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
afterAll(closeDb);

describe.each(Object.keys(MAY))("%s", (who) => {
  beforeAll(async () => {
    browser.forget();
    if (who === "shopper") browser.jar.set("latchkey_cart", "v1.whatever");
    if (who === "viewer" || who === "staff" || who === "owner") {
      await startSession(await makeAdmin(who), PASSWORD);
    }
  });

  it.each(FUNCTIONS)("$name", async ({ permission, call }) => {
    const outcome = await Promise.resolve(call()).then(
      () => "done",
      (error: unknown) => error,
    );
    if (MAY[who]?.includes(permission)) {
      // There is no such order; having come so far is what counts.
      if (outcome !== "done") expect(outcome).toBeInstanceOf(UnknownOrderError);
      return;
    }
    expect(outcome).toBeInstanceOf(
      who === "nobody" || who === "shopper" ? NotSignedInError : NotAllowedError,
    );
  });
});
