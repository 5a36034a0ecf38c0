import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signIn } from "@/app/admin/sign-in/actions";
import { findAdmin } from "@/server/accounts/session";
import { startSession } from "@/server/accounts/start-session";
import { watchSocketAddresses } from "@/server/platform/client-address";
import { closeDb, pool } from "@/server/platform/db";
import { env } from "@/server/platform/env";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { makeAdmin, PASSWORD } from "./admin-browser.ts";

const from = (address: string) => browser.sent.set("x-latchkey-socket-address", address);

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
  watchSocketAddresses();
});
afterAll(closeDb);
beforeEach(async () => {
  browser.forget();
  await pool().query("DELETE FROM admin_rate_limits");
});

/** Seconds until the next try is allowed; null when this one was. */
async function waitOf(attempt: ReturnType<typeof startSession>): Promise<number | null> {
  const answer = await attempt;
  return answer.kind === "limited" ? (answer.retryAt.getTime() - Date.now()) / 1_000 : null;
}

/** Other browsers guess, and keep what the shop sets or drop it. */
async function guess(email: string, times: number) {
  for (let at = 0; at < times; at += 1) {
    browser.jar.clear();
    await startSession(email, `guess number ${at}`);
  }
}

/** As long as a browser was told to wait: its ticket is due, and nothing else has changed. */
async function afterTheWait<T>(seconds: number, run: () => Promise<T>): Promise<T> {
  const now = Date.now;
  Date.now = () => now() + seconds * 1_000;
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}

describe("H4 limits of signing in", () => {
  it("H4 B09 a hundred wrong passwords from everywhere do not lock the owner out of a known device", async () => {
    const email = await makeAdmin("owner");
    await startSession(email, PASSWORD);
    const device = browser.jar.get("latchkey.device") ?? "";
    await guess(email, 100);
    browser.jar.clear();
    browser.jar.set("latchkey.device", device);
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "signed_in" });
  });

  it("H4 nor from a new device: the owner waits half a minute at most, whatever others do meanwhile", async () => {
    const email = await makeAdmin("owner");
    await guess(email, 60);
    browser.jar.clear();
    const seconds = (await waitOf(startSession(email, PASSWORD))) ?? 0;
    expect(seconds).toBeGreaterThan(25);
    expect(seconds).toBeLessThanOrEqual(30);
    const own = new Map(browser.jar);
    await guess(email, 20);
    browser.jar = own;
    // Pressed too early: the wait does not begin again.
    expect(await waitOf(startSession(email, PASSWORD))).toBeLessThanOrEqual(seconds);
    expect(await afterTheWait(31, () => startSession(email, PASSWORD))).toEqual({ kind: "signed_in" });
  });

  it("H4 delays 1, 2, 4, 8, 16 and 30 seconds after each wrong password, and says so", async () => {
    const email = await makeAdmin("owner");
    const waits: (number | null)[] = [];
    let later = 0;
    for (let at = 0; at < 7; at += 1) {
      await afterTheWait(later, () => startSession(email, "not the password"));
      const wait = await afterTheWait(later, () => waitOf(startSession(email, PASSWORD)));
      waits.push(Math.ceil(wait ?? 0));
      later += 31;
    }
    // Each try that came too early counted as well.
    expect(waits[0]).toBe(1);
    expect(waits).toEqual(waits.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    expect(waits.at(-1)).toBe(30);
    browser.sent.set("sec-fetch-site", "same-origin");
    const form = new FormData();
    for (const [name, value] of Object.entries({ email, password: "x", next: "" })) form.set(name, value);
    browser.jar.clear();
    expect(await signIn(null, form)).toMatchObject({ problem: expect.stringMatching(/^Wait 30 seconds/) });
  });

  it("H4 a ticket is for one try, one account and a quarter of an hour", async () => {
    const [email, other] = [await makeAdmin("owner"), await makeAdmin("owner")];
    await guess(email, 3);
    await guess(other, 3);
    browser.jar.clear();
    await startSession(email, "not the password");
    const ticket = browser.jar.get("latchkey.try") ?? "";
    expect(ticket).not.toBe("");
    browser.jar.set("latchkey.try", ticket);
    expect(await afterTheWait(31, () => waitOf(startSession(other, PASSWORD)))).not.toBeNull();
    browser.jar.set("latchkey.try", ticket);
    expect(await afterTheWait(31, () => startSession(email, "wrong again"))).toEqual({ kind: "wrong" });
    browser.jar.set("latchkey.try", ticket);
    expect(await afterTheWait(31, () => waitOf(startSession(email, PASSWORD)))).not.toBeNull();
    browser.jar.set("latchkey.try", `${ticket.split(".").slice(0, 2).join(".")}.AAAA`);
    expect(await afterTheWait(31, () => waitOf(startSession(email, PASSWORD)))).not.toBeNull();
  });

  it("H4 of a hundred tries at once on one account, one is made and the others wait", async () => {
    const email = await makeAdmin("owner");
    const answers = await Promise.all(Array.from({ length: 100 }, () => startSession(email, "wrong")));
    expect(answers.filter((answer) => answer.kind === "wrong")).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === "limited")).toHaveLength(99);
  });

  it("H4 a known device has ten tries of its own, and a made-up one none", async () => {
    const email = await makeAdmin("owner");
    await startSession(email, PASSWORD);
    const device = browser.jar.get("latchkey.device") ?? "";
    for (let attempt = 1; attempt <= 10; attempt += 1)
      expect(await startSession(email, "wrong")).toEqual({ kind: "wrong" });
    // The eleventh is like that of any other browser.
    expect(await startSession(email, "wrong")).toEqual({ kind: "wrong" });
    expect(await waitOf(startSession(email, PASSWORD))).not.toBeNull();
    browser.jar.clear();
    browser.jar.set("latchkey.device", `${"A".repeat(22)}.${device.split(".")[1]}`);
    expect(await waitOf(startSession(email, PASSWORD))).not.toBeNull();
    const other = await makeAdmin("owner");
    browser.jar.set("latchkey.device", device);
    await startSession(other, "wrong");
    expect(await waitOf(startSession(other, PASSWORD))).not.toBeNull();
  });

  it("H4 the address of a proxy nobody told of is not counted: ten tries on made-up accounts lock nobody out", async () => {
    const email = await makeAdmin("owner");
    from("10.0.0.1");
    for (let attempt = 1; attempt <= 20; attempt += 1) await startSession(`a${attempt}@example.com`, "wrong");
    browser.jar.clear();
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "signed_in" });
  });

  it("H4 where addresses are known, one has ten tries on ten accounts, and others are not touched", async () => {
    env().PROXY_HOPS = 0;
    try {
      const email = await makeAdmin("owner");
      from("2001:db8:1:2:3:4:5:6");
      for (let attempt = 1; attempt <= 10; attempt += 1)
        await startSession(`a${attempt}@example.com`, "wrong");
      from("2001:db8:1:2:ffff::1");
      browser.jar.clear();
      expect(await waitOf(startSession(email, PASSWORD))).toBeGreaterThan(14 * 60);
      from("2001:db8:1:3::1");
      expect(await startSession(email, PASSWORD)).toEqual({ kind: "signed_in" });
    } finally {
      delete env().PROXY_HOPS;
    }
  });

  it("H4 what was right is not counted", async () => {
    const email = await makeAdmin("owner");
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      browser.jar.clear();
      expect(await startSession(email, PASSWORD)).toEqual({ kind: "signed_in" });
    }
    expect(await findAdmin()).toMatchObject({ email });
  });

  it("keeps no e-mail address and nothing that was typed", async () => {
    await startSession("my-password-by-mistake", "x");
    const { rows } = await pool().query("SELECT * FROM admin_rate_limits");
    expect(rows.length).toBeGreaterThan(0);
    const kept = JSON.stringify([rows, ...browser.jar], (_, value) => String(value));
    expect(kept).not.toContain("mistake");
  });
});
