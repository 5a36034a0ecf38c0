import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signOut } from "@/app/admin/(signed-in)/actions";
import { checkNow, refund } from "@/app/admin/(signed-in)/orders/[id]/actions";
import { signIn } from "@/app/admin/sign-in/actions";
import { audit } from "@/server/accounts/audit/audit";
import { listAudit } from "@/server/accounts/audit/list-audit";
import { watchSocketAddresses } from "@/server/platform/client-address";
import { closeDb, pool, transaction } from "@/server/platform/db";
import { browser, formOf } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { seedOrders } from "../orders/admin-orders.ts";
import { makeAdmin, PASSWORD } from "./admin-browser.ts";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
  watchSocketAddresses();
});
afterAll(closeDb);
beforeEach(() => browser.forget());

const ADDRESS = "10.1.2.3";

function open() {
  browser.forget();
  browser.sent.set("sec-fetch-site", "same-origin");
  browser.sent.set("x-latchkey-socket-address", ADDRESS);
}

async function enter(email: string, password = PASSWORD) {
  // A good sign-in ends with a redirect.
  await signIn(null, formOf({ email, password, next: "" })).catch(() => undefined);
}

const entries = async (where = "") =>
  (
    await pool().query(
      `SELECT actor, address, action, object, before, after FROM audit_entries ${where} ORDER BY seq DESC LIMIT 20`,
    )
  ).rows;

describe("A3 the audit", () => {
  it("A3 records who signed in and out, and who was refused, with the address", async () => {
    const email = await makeAdmin("owner");
    open();
    await enter(email, "not the password");
    await enter("nobody-has-this@example.com");
    // Without the wait after a wrong one.
    await pool().query("DELETE FROM admin_rate_limits");
    await enter(email);
    await signOut(formOf({})).catch(() => undefined);
    const recorded = await entries();
    const { rows } = await pool().query("SELECT id FROM admin_users WHERE email = $1", [email]);
    const object = `person:${rows[0].id}`;
    expect(recorded.slice(0, 5)).toMatchObject([
      { actor: email, address: ADDRESS, action: "signed_out", object },
      { actor: email, address: ADDRESS, action: "signed_in", object },
      { actor: "visitor", action: "sign_in_refused", object: null, after: { reason: "wrong", email: null } },
      {
        actor: "visitor",
        address: ADDRESS,
        action: "sign_in_refused",
        object,
        after: { reason: "wrong", email },
      },
      { actor: "command", address: null, action: "person_added", object, after: { role: "owner" } },
    ]);
    // What was typed may be a password.
    expect(JSON.stringify(recorded)).not.toContain("nobody-has-this");
  });

  it("A3 records a refused permission under the account, not the name that two may share", async () => {
    const email = await makeAdmin("viewer");
    const [order] = await seedOrders([{ capturedMinor: 6100 }]);
    open();
    await enter(email);
    const sent = { orderId: order?.id ?? "", requestId: randomUUID(), amount: "12", reason: "", note: "" };
    await refund(null, formOf({ ...sent, step: "confirm" }));
    expect((await entries())[0]).toMatchObject({
      actor: email,
      address: ADDRESS,
      action: "permission_refused",
      object: "permission:orders.refund",
    });
  });

  it("A3 records a refund together with its row, and what an order was asked", async () => {
    const email = await makeAdmin("owner");
    const [order] = await seedOrders([{ capturedMinor: 6100 }]);
    open();
    await enter(email);
    const sent = { orderId: order?.id ?? "", requestId: randomUUID(), amount: "12", reason: "", note: "" };
    await refund(null, formOf({ ...sent, step: "confirm" }));
    await refund(null, formOf({ ...sent, step: "confirm" }));
    const object = `order:${order?.id}`;
    const recorded = await entries(`WHERE object = '${object}'`);
    expect(recorded).toEqual([
      expect.objectContaining({
        actor: email,
        address: ADDRESS,
        action: "refund_requested",
        after: expect.objectContaining({ amountMinor: "1200", currency: "eur" }),
      }),
    ]);
    await checkNow(null, formOf({ orderId: order?.id ?? "" }));
    expect(await listAudit({ object })).toMatchObject({
      rows: [{ action: "order_checked" }, { action: "refund_requested" }],
    });
  });

  it("A3 lists by actor, action and object, page by page, for owners alone", async () => {
    const email = await makeAdmin("owner");
    for (let at = 0; at < 60; at += 1)
      await transaction((tx) =>
        audit(tx, { by: "command", action: "catalog_imported", object: "page:test", after: { at } }),
      );
    open();
    await enter(email);
    const first = await listAudit({ action: "catalog_imported", object: "page:test" });
    expect(first.rows).toHaveLength(50);
    const second = await listAudit({ action: "catalog_imported", before: first.older ?? "" });
    expect(second.rows.map(({ after }) => after)).toEqual(
      Array.from({ length: 10 }, (_, at) => ({ at: 9 - at })),
    );
    expect(second.older).toBeNull();
    expect((await listAudit({ actor: email })).rows).toMatchObject([{ action: "signed_in" }]);
    expect((await listAudit({ actor: "' OR true --", before: "x" })).rows).toEqual([]);
    open();
    await enter(await makeAdmin("manager"));
    await expect(listAudit({})).rejects.toMatchObject({ name: "NotAllowedError" });
  });

  it("A3 strangers cannot fill it: twenty refusals in a quarter of an hour, and no more", async () => {
    open();
    const count = async () =>
      Number(
        (
          await pool().query(
            "SELECT count(*) FROM audit_entries WHERE action = 'sign_in_refused' AND object IS NULL",
          )
        ).rows[0].count,
      );
    await pool().query("DELETE FROM admin_rate_limits");
    const before = await count();
    for (let at = 0; at < 30; at += 1) await enter(`stranger-${at}@example.com`);
    expect((await count()) - before).toBe(20);
  });
});
