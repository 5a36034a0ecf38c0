import { execFile } from "node:child_process";
import { randomBytes, scryptSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { welcome } from "@/app/admin/welcome/[token]/actions";
import { findWelcome, makeSetUpLink } from "@/server/accounts/people/welcome";
import { findAdmin } from "@/server/accounts/session";
import { startSession } from "@/server/accounts/start-session";
import { closeDb, pool } from "@/server/platform/db";
import { redact } from "@/server/platform/log";
import { browser, formOf } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { TSX } from "../../support/tsx.ts";
import { makeAdmin, PASSWORD } from "./admin-browser.ts";

const dataDir = mkdtempSync(join(tmpdir(), "latchkey-passwords-"));
beforeAll(async () => {
  useEnvironment({ SHOP_NAME: "Bramble Lane" });
  await useDatabase();
});
afterAll(async () => {
  await closeDb();
  rmSync(dataDir, { recursive: true });
});
beforeEach(() => {
  browser.forget();
  browser.sent.set("sec-fetch-site", "same-origin");
});

const tokenOf = (link: string | null | undefined) => link?.split("/").at(-1) ?? "";

/** The page where the browser is sent, or the sentence of the form. */
async function open(token: string, email: string, password: string): Promise<string> {
  try {
    const state = await welcome(null, formOf({ token, email, password }));
    return (state as { problem: string }).problem;
  } catch (error) {
    return (error as { digest?: string }).digest?.split(";")[2] ?? String(error);
  }
}

/** `npm run admin:create`, with what is piped into it. */
function create(args: string[], input = ""): Promise<{ code: number; out: string }> {
  const command = [...TSX, "scripts/admin.ts"];
  return new Promise((done) => {
    const env = { ...process.env, DATA_DIR: dataDir };
    const child = execFile(process.execPath, [...command, ...args], { env }, (error, stdout, stderr) =>
      done({ code: typeof error?.code === "number" ? error.code : 0, out: stdout + stderr }),
    );
    child.stdin?.end(input);
  });
}

const hashOf = async (email: string): Promise<string> =>
  (
    await pool().query(
      "SELECT a.password FROM admin_accounts a JOIN admin_users u ON u.id = a.user_id WHERE u.email = $1",
      [email],
    )
  ).rows[0].password;

describe("W11 the first account", () => {
  it("W11 is made by a link that works once, for a day, and whose token is nowhere kept", async () => {
    await pool().query("DELETE FROM admin_users");
    const first = tokenOf(await makeSetUpLink());
    const link = await makeSetUpLink();
    const token = tokenOf(link);
    expect(link).toBe(`http://localhost:3000/admin/welcome/${token}`);
    expect(redact(link ?? "")).not.toContain(token);
    const { rows } = await pool().query("SELECT * FROM admin_verifications");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    // The next start printed another one.
    expect(await findWelcome(first)).toBeNull();
    expect(await findWelcome(token)).toEqual({ email: null });
    expect(await open("made-up", "own@shop.test", PASSWORD)).toBe("This link no longer works");
    expect(await open(token, "no address", PASSWORD)).toContain("email address is not valid");
    expect(await open(token, "own@shop.test", PASSWORD)).toBe("/admin");
    expect(await findAdmin()).toMatchObject({ email: "own@shop.test", role: "owner", name: "own" });
    expect(await open(token, "thief@shop.test", PASSWORD)).toBe("This link no longer works");
    expect(await makeSetUpLink()).toBeNull();
  });

  it("W11 is one even when two people open the link at once", async () => {
    await pool().query("DELETE FROM admin_users");
    const token = tokenOf(await makeSetUpLink());
    const outcomes = await Promise.all([
      open(token, "one@shop.test", PASSWORD),
      open(token, "two@shop.test", PASSWORD),
    ]);
    expect(outcomes).toContain("This link no longer works");
    expect((await pool().query("SELECT 1 FROM admin_users")).rows).toHaveLength(1);
  });

  it("W11 is not made by a link of yesterday", async () => {
    await pool().query("DELETE FROM admin_users");
    const token = tokenOf(await makeSetUpLink());
    await pool().query("UPDATE admin_verifications SET expires_at = now() - interval '1 second'");
    expect(await findWelcome(token)).toBeNull();
    expect(await open(token, "own@shop.test", PASSWORD)).toBe("This link no longer works");
  });
});

describe("W11 npm run admin:create", () => {
  it("W11 takes no password as an argument, and reads one from standard input", async () => {
    const refused = await create(["--email", "ann@shop.test", "--password", PASSWORD]);
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining("Unknown option '--password'") });
    const made = await create(["--email", "ann@shop.test", "--password-stdin"], `${PASSWORD}\n`);
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringContaining("ann@shop.test can now sign in as owner"),
    });
    expect(made.out).not.toContain(PASSWORD);
    expect(await startSession("ann@shop.test", PASSWORD)).toEqual({ kind: "signed_in" });
    const weak = await create(["--email", "bob@shop.test", "--password-stdin"], "password1234\n");
    expect(weak).toMatchObject({ code: 1, out: expect.stringContaining("common") });
  });

  it("W11 prints a link otherwise, by which the person sets the password and is signed out everywhere", async () => {
    const email = await makeAdmin("manager");
    await startSession(email, PASSWORD);
    const session = new Map(browser.jar);
    const { out } = await create(["--email", email, "--reset-password"]);
    const token = /welcome\/(\S+)/.exec(out)?.[1] ?? "";
    expect(await findAdmin()).toMatchObject({ email });
    browser.jar.clear();
    expect(await open(token, "", "a quite different one")).toBe("/admin");
    browser.jar = session;
    expect(await findAdmin()).toBeNull();
    browser.jar.clear();
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "wrong" });
    expect((await create(["--email", "nobody@shop.test", "--reset-password"])).code).toBe(1);
  });
});

describe("A1 a password", () => {
  it.each([
    ["password1234", "common"],
    ["Passw0rd!2026", "common"],
    ["sunshine-monkey", "common"],
    ["aaaaaaaaaaaa", "trivial"],
    ["abcabcabcabc", "trivial"],
    ["qwertyuiop12", "trivial"],
    ["1234567890123", "trivial"],
    ["Bramble Lane 2026", "personal"],
    ["carolina.jones99", "personal"],
    ["latchkey-admin", "personal"],
    ["short one", "short"],
    ["x".repeat(129), "long"],
  ])("A1 %s is refused and leaves the link as it was", async (password, fault) => {
    await pool().query("DELETE FROM admin_users");
    const token = tokenOf(await makeSetUpLink());
    const sentences: Record<string, string> = {
      common: "attackers try first",
      trivial: "repeats itself or follows the keyboard",
      personal: "the shop’s or your own name",
      short: "too short",
      long: "too long",
    };
    expect(await open(token, "carolina.jones@shop.test", password)).toContain(sentences[fault]);
    expect(await findWelcome(token)).not.toBeNull();
  });

  it.each([
    "otter-lamp-quay-nine",
    "Bramble Lane sells eleven umbrellas",
    "8#kq!Vz2pL0w",
    "длинный хороший пароль",
  ])("A1 %s is taken", async (password) => {
    await pool().query("DELETE FROM admin_users");
    const token = tokenOf(await makeSetUpLink());
    expect(await open(token, "carolina.jones@shop.test", password)).toBe("/admin");
  });
});

describe("W10 a hash", () => {
  it("W10 is argon2id with at least the memory and passes that OWASP asks for", async () => {
    const email = await makeAdmin("owner");
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(await hashOf(email)) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19_456);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
  });

  it("W10 of an earlier version still signs in, and is made again with today's parameters", async () => {
    const email = await makeAdmin("owner");
    const salt = randomBytes(16).toString("hex");
    const key = scryptSync(PASSWORD, salt, 64, { N: 16384, r: 16, p: 1, maxmem: 2 ** 26 });
    await pool().query(
      "UPDATE admin_accounts SET password = $1 WHERE user_id = (SELECT id FROM admin_users WHERE email = $2)",
      [`${salt}:${key.toString("hex")}`, email],
    );
    expect(await startSession(email, "not the password")).toEqual({ kind: "wrong" });
    expect(await hashOf(email)).toMatch(/^[0-9a-f]+:/);
    await pool().query("DELETE FROM admin_rate_limits");
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "signed_in" });
    expect(await hashOf(email)).toMatch(/^\$argon2id\$/);
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "signed_in" });
  });
});
