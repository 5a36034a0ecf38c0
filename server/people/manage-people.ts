import "server-only";
import { randomUUID } from "node:crypto";
import { type Admin, ROLES, type Role } from "@/domain/accounts/roles";
import type { PersonRow } from "@/domain/accounts/views";
import { audit } from "../accounts/audit/audit";
import { makeLink } from "../accounts/people/links";
import { requireAdmin } from "../accounts/session";
import { requireConfirmed } from "../accounts/step-up";
import { db, sqlState, type Tx, transaction } from "../platform/db";
import { sendWelcome } from "./send-welcome";

/** link: the mail could not be sent, so the owner hands it over. */
export type InviteResult = { kind: "exists" } | { kind: "sent" } | { kind: "link"; link: string };
export type ChangeResult = "done" | "unknown" | "no_owner" | "yourself";

/** Everyone who has an account. @throws NotSignedInError, NotAllowedError */
export async function listPeople(): Promise<PersonRow[]> {
  await requireAdmin("people.manage");
  const people = await db().user.findMany({
    include: { accounts: { select: { password: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return people.map(({ id, name, email, role, disabledAt, accounts, twoFactorEnabled, lastSeenAt }) => ({
    id,
    name,
    email,
    role: ROLES.find((known) => known === role) ?? "viewer",
    state: disabledAt ? "disabled" : accounts.some(({ password }) => password) ? "active" : "invited",
    hasSecondFactor: twoFactorEnabled,
    lastSeenAt,
  }));
}

/** Makes an account without a password and sends its person a link, valid once and for a day. */
export async function invitePerson(input: {
  email: string;
  name: string;
  role: Role;
}): Promise<InviteResult> {
  const admin = await requireAdmin("people.manage");
  await requireConfirmed();
  const { name, role } = input;
  const email = input.email.toLowerCase();
  const id = randomUUID();
  try {
    const link = await transaction(async (tx) => {
      await tx.user.create({ data: { id, email, name, role, emailVerified: true } });
      const made = await makeLink(tx, `password:${id}`);
      const object = `person:${id}`;
      await audit(tx, { by: admin, action: "person_added", object, after: { email, role } });
      return made;
    });
    return await deliver({ email, name }, link);
  } catch (error) {
    if (sqlState(error) === "23505") return { kind: "exists" };
    throw error;
  }
}

/** A new link to set a password. It ends no session before it is used; null when there is no such person. */
export async function sendPasswordLink(id: string): Promise<InviteResult | null> {
  const admin = await requireAdmin("people.manage");
  await requireConfirmed();
  const person = await db().user.findUnique({ where: { id, disabledAt: null } });
  if (!person) return null;
  const link = await transaction(async (tx) => {
    const made = await makeLink(tx, `password:${id}`);
    await audit(tx, { by: admin, action: "password_link_made", object: `person:${id}` });
    return made;
  });
  return deliver(person, link);
}

/** Changes what a person may do, from their next request on. */
export async function changeRole(id: string, role: Role): Promise<ChangeResult> {
  return change(id, async (tx, { admin, person }) => {
    await tx.user.update({ where: { id }, data: { role } });
    const before = { role: person.role };
    const object = `person:${id}`;
    await audit(tx, { by: admin, action: "person_changed", object, before, after: { role } });
  });
}

/** Ends every session and link of a person at once, who cannot sign in until they are enabled again. */
export async function disablePerson(id: string): Promise<ChangeResult> {
  return change(id, async (tx, { admin }) => {
    await tx.user.update({ where: { id }, data: { disabledAt: new Date() } });
    await tx.session.deleteMany({ where: { userId: id } });
    await tx.verification.deleteMany({ where: { identifier: `link:password:${id}` } });
    await audit(tx, { by: admin, action: "person_disabled", object: `person:${id}` });
  });
}

export async function enablePerson(id: string): Promise<ChangeResult> {
  return change(id, async (tx, { admin }) => {
    await tx.user.update({ where: { id }, data: { disabledAt: null } });
    await audit(tx, { by: admin, action: "person_enabled", object: `person:${id}` });
  });
}

/** Where device and recovery codes are lost: the password alone signs in again. */
export async function removeSecondFactor(id: string): Promise<ChangeResult> {
  return change(id, async (tx, { admin }) => {
    await tx.twoFactor.deleteMany({ where: { userId: id } });
    await tx.user.update({ where: { id }, data: { twoFactorEnabled: false } });
    await tx.session.deleteMany({ where: { userId: id } });
    await audit(tx, { by: admin, action: "second_factor_disabled", object: `person:${id}` });
  });
}

type Work = (tx: Tx, about: { admin: Admin; person: { role: string } }) => Promise<void>;

/** Nobody changes themselves here, so an owner always stays. */
async function change(id: string, work: Work): Promise<ChangeResult> {
  const admin = await requireAdmin("people.manage");
  await requireConfirmed();
  if (id === admin.id) return "yourself";
  return transaction(async (tx) => {
    // By hand, for the lock: two owners who take the right from each other at once must not both succeed.
    const owners = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM admin_users WHERE role = 'owner' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
    const person = await tx.user.findUnique({ where: { id }, select: { role: true } });
    if (!person) return "unknown";
    if (!owners.some((owner) => owner.id === admin.id)) return "no_owner";
    await work(tx, { admin, person });
    return "done";
  });
}

async function deliver(person: { email: string; name: string }, link: string): Promise<InviteResult> {
  return (await sendWelcome(person, link)) ? { kind: "sent" } : { kind: "link", link };
}
