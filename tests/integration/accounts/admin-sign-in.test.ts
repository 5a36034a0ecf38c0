import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resetPassword } from "@/server/accounts/save-admin";
import { findAdmin } from "@/server/accounts/session";
import { endSession, startSession } from "@/server/accounts/start-session";
import { closeDb, pool } from "@/server/platform/db";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { makeAdmin, PASSWORD } from "./admin-browser.ts";

const COOKIE = "latchkey.session_token";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
  browser.forget();
  await pool().query("DELETE FROM admin_rate_limits");
});

describe("signing in", () => {
  it("opens a session of twelve hours for the right password, whatever the case of the e-mail", async () => {
    const email = await makeAdmin("manager");
    expect(await startSession(email.toUpperCase(), PASSWORD)).toEqual({ kind: "signed_in" });
    expect(await findAdmin()).toMatchObject({ email, role: "manager", name: "The manager" });
    expect(browser.attributes.get(COOKIE)).toEqual({
      httpOnly: true,
      sameSite: "lax",
      secure: false,
      path: "/",
      maxAge: 12 * 3600,
    });
    const { rows } = await pool().query(
      `SELECT extract(epoch FROM s.expires_at - now()) / 3600 AS hours
         FROM admin_sessions s JOIN admin_users u ON u.id = s.user_id WHERE u.email = $1`,
      [email],
    );
    expect(rows).toHaveLength(1);
    expect(Number(rows[0].hours)).toBeCloseTo(12, 1);
  });

  it.each([
    ["a wrong password", async () => [await makeAdmin("owner"), "not the password"]],
    ["an unknown account", async () => ["nobody@example.com", PASSWORD]],
    ["no e-mail address", async () => ["owner", PASSWORD]],
    ["nothing", async () => ["", ""]],
    ["a megabyte", async () => [`${"a".repeat(1_000_000)}@example.com`, "b".repeat(1_000_000)]],
  ])("gives the same answer for %s", async (_, credentials) => {
    const [email = "", password = ""] = await credentials();
    expect(await startSession(email, password)).toEqual({ kind: "wrong" });
    expect([...browser.jar.keys()]).toEqual(["latchkey.try"]);
  });

  it("takes as long for an unknown account as for a wrong password", async () => {
    const email = await makeAdmin("owner");
    const timed = async (who: string) => {
      const times = [];
      for (let round = 0; round < 5; round += 1) {
        // The hash is what is timed, not the wait after a wrong one.
        await pool().query("DELETE FROM admin_rate_limits");
        const start = performance.now();
        await startSession(who, "not the password");
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[2] ?? 0;
    };
    const [known, unknown] = [await timed(email), await timed("nobody-at-all@example.com")];
    // A hash takes tens of milliseconds; without it the answer would come many times sooner.
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  it("gives a new session id, and the one that the browser brought dies", async () => {
    const email = await makeAdmin("owner");
    await startSession(email, PASSWORD);
    const former = browser.jar.get(COOKIE);
    await startSession(email, PASSWORD);
    const renewed = browser.jar.get(COOKIE);
    expect(renewed).not.toBe(former);
    expect(await findAdmin()).not.toBeNull();
    browser.jar.set(COOKIE, former ?? "");
    expect(await findAdmin()).toBeNull();
  });

  it("believes no cookie that it did not sign", async () => {
    await startSession(await makeAdmin("owner"), PASSWORD);
    const { rows } = await pool().query("SELECT token FROM admin_sessions ORDER BY created_at DESC LIMIT 1");
    for (const forged of [rows[0].token, `${rows[0].token}.`, `${rows[0].token}.${"A".repeat(43)}=`]) {
      browser.jar.set(COOKIE, forged);
      expect(await findAdmin()).toBeNull();
    }
  });

  it("does not last longer than its time, and dies with sign-out and a new password", async () => {
    const email = await makeAdmin("owner");
    await startSession(email, PASSWORD);
    const session = browser.jar.get(COOKIE) ?? "";
    await endSession();
    expect(browser.jar.has(COOKIE)).toBe(false);
    browser.jar.set(COOKIE, session);
    expect(await findAdmin()).toBeNull();

    await startSession(email, PASSWORD);
    await pool().query("UPDATE admin_sessions SET expires_at = now() - interval '1 second'");
    expect(await findAdmin()).toBeNull();

    await startSession(email, PASSWORD);
    expect(await resetPassword(email, "another long password")).toBe(true);
    expect(await findAdmin()).toBeNull();
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "wrong" });
    expect(await startSession(email, "another long password")).toEqual({ kind: "signed_in" });
  });

  it("loses its rights at once when the role changes", async () => {
    const email = await makeAdmin("owner");
    await startSession(email, PASSWORD);
    await pool().query("UPDATE admin_users SET role = 'viewer' WHERE email = $1", [email]);
    expect(await findAdmin()).toMatchObject({ role: "viewer" });
    await pool().query("UPDATE admin_users SET role = 'god' WHERE email = $1", [email]);
    expect(await findAdmin()).toBeNull();
  });
});
