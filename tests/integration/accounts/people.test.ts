import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeName, changePassword, endSessions } from "@/app/admin/(signed-in)/account/actions";
import { changePerson, invite, saveRole, sendLink } from "@/app/admin/(signed-in)/people/actions";
import { welcome } from "@/app/admin/welcome/[token]/actions";
import { getOwnAccount } from "@/server/accounts/own/own-account";
import { findAdmin } from "@/server/accounts/session";
import { startSession } from "@/server/accounts/start-session";
import { listPeople } from "@/server/people/manage-people";
import { closeDb, pool } from "@/server/platform/db";
import { env } from "@/server/platform/env";
import { formOf } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { openMailServer } from "../../support/mail-server.ts";
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

/** Where an action sends the browser. */
const pathOf = (call: Promise<unknown>) =>
  call.then(
    (answer) => answer,
    (error: { digest?: string }) => error.digest?.split(";")[2],
  );

async function signedIn(role: Parameters<typeof makeAdmin>[0] = "owner") {
  const email = await makeAdmin(role);
  await startSession(email, PASSWORD);
  const { rows } = await pool().query("SELECT id FROM admin_users WHERE email = $1", [email]);
  return { email, id: rows[0].id as string };
}

const linkIn = (text: string | null | undefined) => /\/admin\/welcome\/([\w-]+)/.exec(text ?? "")?.[1] ?? "";

describe("A1 people", () => {
  it("A1 an owner invites a person, who chooses a password and has the role's rights", async () => {
    await signedIn();
    const answer = await invite(null, formOf({ email: "Fay@shop.test", name: "Fay", role: "fulfillment" }));
    expect(answer).toMatchObject({ kind: "done", link: expect.stringContaining("/admin/welcome/") });
    const again = await invite(null, formOf({ email: "fay@shop.test", name: "Fay", role: "owner" }));
    expect(again).toMatchObject({
      kind: "refused",
      message: "There is an account for fay@shop.test already.",
    });
    expect(await listPeople()).toContainEqual(
      expect.objectContaining({ email: "fay@shop.test", state: "invited" }),
    );
    const owner = openBrowser();
    const token = linkIn((answer as { link: string }).link);
    expect(await pathOf(welcome(null, formOf({ token, email: "", password: "otter lamp quay nine" })))).toBe(
      "/admin",
    );
    expect(await findAdmin()).toMatchObject({ email: "fay@shop.test", name: "Fay", role: "fulfillment" });
    openBrowser(owner);
    expect(await listPeople()).toContainEqual(
      expect.objectContaining({ email: "fay@shop.test", state: "active", lastSeenAt: expect.any(Date) }),
    );
  });

  it("A1 the link goes by mail where there is a server, and is not kept where the team reads mails", async () => {
    const server = await openMailServer();
    env().SMTP_URL = server.url;
    try {
      await signedIn();
      const answer = await invite(null, formOf({ email: "gus@shop.test", name: "Gus", role: "accountant" }));
      expect(answer).toMatchObject({ kind: "done", link: null });
      const mail = server.messages[0]?.replaceAll("=\r\n", "");
      expect(linkIn(mail)).not.toBe("");
      expect((await pool().query("SELECT 1 FROM mails")).rows).toEqual([]);
    } finally {
      delete env().SMTP_URL;
      server.close();
    }
  });

  it("B28 a disabled person is out at once, on every device, and cannot come in by password or link", async () => {
    const { email, id } = await signedIn("manager");
    const manager = openBrowser();
    await signedIn();
    const sent = await sendLink(null, formOf({ id }));
    expect(await changePerson(null, formOf({ id, what: "disable" }))).toMatchObject({ kind: "done" });
    const owner = openBrowser(manager);
    expect(await findAdmin()).toBeNull();
    openBrowser();
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "wrong" });
    const token = linkIn((sent as { link: string }).link);
    const tried = await welcome(null, formOf({ token, email: "", password: "otter lamp quay nine" }));
    expect(tried).toMatchObject({ problem: "This link no longer works" });
    openBrowser(owner);
    await changePerson(null, formOf({ id, what: "enable" }));
    openBrowser();
    await pool().query("DELETE FROM admin_rate_limits");
    expect(await startSession(email, PASSWORD)).toEqual({ kind: "signed_in" });
  });

  it("A1 a role changes from the next request on; nobody changes themselves, and only owners change others", async () => {
    const { id } = await signedIn("manager");
    const manager = openBrowser();
    const owner = await signedIn();
    expect(await saveRole(null, formOf({ id, role: "viewer" }))).toMatchObject({ kind: "done" });
    expect(await saveRole(null, formOf({ id: owner.id, role: "viewer" }))).toMatchObject({ kind: "refused" });
    expect(await changePerson(null, formOf({ id: owner.id, what: "disable" }))).toMatchObject({
      kind: "refused",
    });
    openBrowser(manager);
    expect(await findAdmin()).toMatchObject({ role: "viewer" });
    expect(await saveRole(null, formOf({ id, role: "owner" }))).toEqual({
      kind: "refused",
      message: "Your role does not include this. Ask an owner.",
    });
  });

  it("A1 an owner who is one no longer cannot take the right from the last one", async () => {
    const first = await signedIn();
    const jar = openBrowser();
    const other = await signedIn();
    await pool().query("UPDATE admin_users SET role = 'viewer' WHERE role = 'owner' AND id NOT IN ($1, $2)", [
      first.id,
      other.id,
    ]);
    await saveRole(null, formOf({ id: first.id, role: "viewer" }));
    openBrowser(jar);
    const answer = await saveRole(null, formOf({ id: other.id, role: "viewer" }));
    expect(answer).toMatchObject({ kind: "refused" });
    const { rows } = await pool().query("SELECT id FROM admin_users WHERE role = 'owner'");
    expect(rows).toHaveLength(1);
  });
});

describe("A1 the own account", () => {
  it("A1 the password changes by the old one alone, and every other session ends", async () => {
    const { email } = await signedIn("accountant");
    const phone = openBrowser();
    await startSession(email, PASSWORD);
    const wanted = "otter lamp quay nine";
    expect(await changePassword(null, formOf({ former: "not mine", wanted }))).toMatchObject({
      kind: "refused",
    });
    expect(await changePassword(null, formOf({ former: PASSWORD, wanted: "password1234" }))).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("attackers try first"),
    });
    expect(await changePassword(null, formOf({ former: PASSWORD, wanted }))).toMatchObject({ kind: "done" });
    expect(await findAdmin()).toMatchObject({ email });
    openBrowser(phone);
    expect(await findAdmin()).toBeNull();
    expect(await startSession(email, wanted)).toEqual({ kind: "signed_in" });
  });

  it("A1 sessions are listed with device and last use, and end one by one or all but this", async () => {
    const { email } = await signedIn("viewer");
    const first = openBrowser();
    await startSession(email, PASSWORD);
    openBrowser();
    await startSession(email, PASSWORD);
    const { sessions } = await getOwnAccount();
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(sessions.map(({ device }) => device)).toEqual(Array(3).fill("Firefox · Linux"));
    const other = sessions.find(({ isThis }) => !isThis);
    await endSessions(null, formOf({ id: other?.id ?? "" }));
    expect((await getOwnAccount()).sessions).toHaveLength(2);
    await endSessions(null, formOf({}));
    expect((await getOwnAccount()).sessions).toHaveLength(1);
    openBrowser(first);
    expect(await findAdmin()).toBeNull();
  });

  it("A1 nobody ends a session of another person by its id", async () => {
    const { email } = await signedIn("owner");
    const owner = openBrowser();
    const { rows } = await pool().query(
      "SELECT s.id FROM admin_sessions s JOIN admin_users u ON u.id = s.user_id WHERE u.email = $1",
      [email],
    );
    await signedIn("viewer");
    await endSessions(null, formOf({ id: rows[0].id }));
    await changeName(null, formOf({ name: "Vi" }));
    expect(await findAdmin()).toMatchObject({ name: "Vi" });
    openBrowser(owner);
    expect(await findAdmin()).toMatchObject({ email });
  });

  it("A1 a session that was left idle is over; one in use goes on", async () => {
    const { email } = await signedIn();
    await pool().query("UPDATE admin_sessions SET last_seen_at = now() - interval '29 minutes'");
    expect(await findAdmin()).toMatchObject({ email });
    const { rows } = await pool().query(
      "SELECT max(last_seen_at) > now() - interval '1 minute' AS seen FROM admin_sessions",
    );
    expect(rows[0].seen).toBe(true);
    await pool().query("UPDATE admin_sessions SET last_seen_at = now() - interval '31 minutes'");
    expect(await findAdmin()).toBeNull();
  });
});
