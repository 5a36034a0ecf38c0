import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeFactor } from "@/app/admin/(signed-in)/account/actions";
import { confirm } from "@/app/admin/(signed-in)/confirm/actions";
import { check } from "@/app/admin/(signed-in)/keys/actions";
import { refund } from "@/app/admin/(signed-in)/orders/[id]/actions";
import { changePerson, invite } from "@/app/admin/(signed-in)/people/actions";
import { enterCode } from "@/app/admin/sign-in/code/actions";
import { findAdmin } from "@/server/accounts/session";
import { startSession } from "@/server/accounts/start-session";
import { closeDb, pool } from "@/server/platform/db";
import { env } from "@/server/platform/env";
import { browser, formOf } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { seedOrders } from "../orders/admin-orders.ts";
import { makeAdmin, openBrowser, PASSWORD } from "./admin-browser.ts";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
  await pool().query("DELETE FROM admin_rate_limits");
  openBrowser();
});

const pathOf = (call: Promise<unknown>) =>
  call.then(
    (answer) => answer,
    (error: { digest?: string }) => error.digest?.split(";")[2],
  );

/** What an authenticator app shows, made from the key as a person types it (RFC 6238). */
function codeFor(key: string, stepsFromNow = 0): string {
  const bits = [...key]
    .map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  const secret = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsFromNow));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function withFactor(role: Parameters<typeof makeAdmin>[0] = "owner") {
  const email = await makeAdmin(role);
  await startSession(email, PASSWORD);
  const made = (await changeFactor(null, formOf({ step: "start", password: PASSWORD }))) as {
    secret: string;
    recoveryCodes: string[];
  };
  const code = codeFor(made.secret);
  const on = await changeFactor(null, formOf({ step: "finish", code }));
  expect(on).toMatchObject({ sentence: "Your second factor is on." });
  openBrowser();
  return { email, ...made, used: code };
}

describe("A1 the second factor", () => {
  it("A1 a right password alone opens no session; the code does, and no code opens two", async () => {
    const { email, secret, used } = await withFactor();
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "needs_code" });
    expect(await findAdmin()).toBeNull();
    expect(await enterCode(null, formOf({ proof: "000000", next: "" }))).toMatchObject({ kind: "refused" });
    // The code that set it up is used already.
    expect(await enterCode(null, formOf({ proof: used, next: "" }))).toMatchObject({ kind: "refused" });
    expect(await findAdmin()).toBeNull();
    await startSession(email, PASSWORD);
    const code = codeFor(secret, 1);
    expect(await pathOf(enterCode(null, formOf({ proof: code, next: "/admin/emails" })))).toBe(
      "/admin/emails",
    );
    expect(await findAdmin()).toMatchObject({ email });
    openBrowser();
    await startSession(email, PASSWORD);
    expect(await enterCode(null, formOf({ proof: code, next: "" }))).toMatchObject({ kind: "refused" });
    expect(await findAdmin()).toBeNull();
    const { rows } = await pool().query(
      "SELECT s.id FROM admin_sessions s JOIN admin_users u ON u.id = s.user_id WHERE u.email = $1",
      [email],
    );
    // Of setting it up, and of the one good code.
    expect(rows).toHaveLength(2);
  });

  it("A1 of five browsers with one code, one gets a session", async () => {
    const { email, secret } = await withFactor();
    const jars: Map<string, string>[] = [];
    for (let at = 0; at < 5; at += 1) {
      openBrowser();
      await startSession(email, PASSWORD);
      jars.push(new Map(browser.jar));
    }
    const code = codeFor(secret, 1);
    const outcomes: unknown[] = [];
    for (const jar of jars) {
      openBrowser(jar);
      outcomes.push(await pathOf(enterCode(null, formOf({ proof: code, next: "" }))));
    }
    expect(outcomes.filter((outcome) => outcome === "/admin")).toHaveLength(1);
  });

  it("A1 a recovery code works once, and new ones replace all earlier", async () => {
    const { email, recoveryCodes } = await withFactor();
    const [first = "", second = ""] = recoveryCodes;
    expect(recoveryCodes.length).toBeGreaterThanOrEqual(8);
    await startSession(email, PASSWORD);
    expect(await pathOf(enterCode(null, formOf({ proof: first, next: "" })))).toBe("/admin");
    const renewed = (await changeFactor(null, formOf({ step: "codes", password: PASSWORD }))) as {
      recoveryCodes: string[];
    };
    for (const proof of [first, second]) {
      openBrowser();
      await startSession(email, PASSWORD);
      expect(await enterCode(null, formOf({ proof, next: "" }))).toMatchObject({ kind: "refused" });
    }
    openBrowser();
    await startSession(email, PASSWORD);
    expect(await pathOf(enterCode(null, formOf({ proof: renewed.recoveryCodes[0] ?? "", next: "" })))).toBe(
      "/admin",
    );
    const { rows } = await pool().query("SELECT secret, backup_codes FROM admin_two_factors");
    expect(JSON.stringify(rows)).not.toContain(renewed.recoveryCodes[1]);
  });

  it("A1 guessing codes ends after five with the password asked again", async () => {
    const { email, secret } = await withFactor();
    await startSession(email, PASSWORD);
    for (let at = 0; at < 6; at += 1) await enterCode(null, formOf({ proof: `00000${at}`, next: "" }));
    expect(await enterCode(null, formOf({ proof: codeFor(secret, 1), next: "" }))).toMatchObject({
      kind: "refused",
    });
    expect(await findAdmin()).toBeNull();
  });

  it("A1 an owner removes the factor of a person who lost it; the person with the password turns it off", async () => {
    const { email } = await withFactor("manager");
    const { rows } = await pool().query("SELECT id FROM admin_users WHERE email = $1", [email]);
    await startSession(await makeAdmin("owner"), PASSWORD);
    expect(await changePerson(null, formOf({ id: rows[0].id, what: "remove_factor" }))).toMatchObject({
      kind: "done",
    });
    openBrowser();
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "signed_in" });
    const own = await withFactor();
    await startSession(own.email, PASSWORD);
    await enterCode(null, formOf({ proof: own.recoveryCodes[0] ?? "", next: "" })).catch(() => undefined);
    expect(await changeFactor(null, formOf({ step: "end", password: "not mine" }))).toMatchObject({
      problem: "That is not your password.",
    });
    expect(await changeFactor(null, formOf({ step: "end", password: PASSWORD }))).toMatchObject({
      step: "idle",
    });
    openBrowser();
    expect(await startSession(own.email, PASSWORD)).toEqual({ kind: "signed_in" });
  });

  it("A1 TWO_FACTOR=required lets nobody do anything before it is set up", async () => {
    env().TWO_FACTOR = "required";
    try {
      const email = await makeAdmin("owner");
      await startSession(email, PASSWORD);
      const [order] = await seedOrders([{}]);
      const sent = { orderId: order?.id ?? "", requestId: randomUUID(), amount: "1", reason: "", note: "" };
      expect(await pathOf(refund(null, formOf({ ...sent, step: "confirm" })))).toBe(
        "/admin/account#second-factor",
      );
      const made = (await changeFactor(null, formOf({ step: "start", password: PASSWORD }))) as {
        secret: string;
      };
      await changeFactor(null, formOf({ step: "finish", code: codeFor(made.secret) }));
      expect(await refund(null, formOf({ ...sent, step: "review" }))).toMatchObject({ step: "confirm" });
    } finally {
      env().TWO_FACTOR = "optional";
    }
  });
});

describe("A1 the step-up", () => {
  const old = () => pool().query("UPDATE admin_sessions SET confirmed_at = now() - interval '11 minutes'");

  async function refundOf(amount: string) {
    const [order] = await seedOrders([{ capturedMinor: 61000 }]);
    const sent = { orderId: order?.id ?? "", requestId: randomUUID(), amount, reason: "", note: "chipped" };
    return {
      path: `/admin/orders/${order?.id}`,
      send: () => refund(null, formOf({ ...sent, step: "confirm" })),
    };
  }

  it("A1 W18 a large refund waits for the password, keeps what was typed, and small ones add up to a large one", async () => {
    await startSession(await makeAdmin("owner"), PASSWORD);
    await old();
    const small = await refundOf("60");
    expect(await small.send()).toMatchObject({ step: "done" });
    const second = await refundOf("60");
    expect(await second.send()).toMatchObject({
      step: "edit",
      values: { amount: "60", note: "chipped" },
      confirmAt: `/admin/confirm?next=${encodeURIComponent(second.path)}`,
    });
    expect(await confirm(null, formOf({ proof: "not mine", next: second.path }))).toMatchObject({
      kind: "refused",
    });
    expect(await pathOf(confirm(null, formOf({ proof: PASSWORD, next: second.path })))).toBe(second.path);
    expect(await second.send()).toMatchObject({ step: "done" });
  });

  it("A1 with a second factor it is the code that confirms, once", async () => {
    const { email, secret, recoveryCodes } = await withFactor();
    await startSession(email, PASSWORD);
    await enterCode(null, formOf({ proof: recoveryCodes[0] ?? "", next: "" })).catch(() => undefined);
    await old();
    expect(await pathOf(check(formOf({})))).toBe("/admin/confirm?next=%2Fadmin%2Fkeys");
    expect(await confirm(null, formOf({ proof: PASSWORD, next: "" }))).toMatchObject({ kind: "refused" });
    const proof = codeFor(secret, 1);
    expect(await pathOf(confirm(null, formOf({ proof, next: "/admin/keys" })))).toBe("/admin/keys");
    await old();
    expect(await confirm(null, formOf({ proof, next: "" }))).toMatchObject({ kind: "refused" });
  });

  it("A1 people are changed only by an owner who confirmed within ten minutes", async () => {
    await startSession(await makeAdmin("owner"), PASSWORD);
    await old();
    const person = formOf({ email: "eve@shop.test", name: "Eve", role: "owner" });
    expect(await pathOf(invite(null, person))).toBe("/admin/confirm?next=%2Fadmin%2Fpeople");
    expect((await pool().query("SELECT 1 FROM admin_users WHERE email = 'eve@shop.test'")).rows).toEqual([]);
    for (let at = 0; at < 10; at += 1) await confirm(null, formOf({ proof: "guess", next: "" }));
    expect(await confirm(null, formOf({ proof: PASSWORD, next: "" }))).toMatchObject({
      message: "Too many attempts. Try again in a quarter of an hour.",
    });
  });
});
