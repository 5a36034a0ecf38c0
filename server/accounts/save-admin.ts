import "server-only";
import { randomUUID } from "node:crypto";
import type { Role } from "@/domain/accounts/roles";
import { db, sqlState, transaction } from "../platform/db";
import { audit } from "./audit/audit";
import { hashNewPassword, setPasswordHash } from "./passwords/set-password";
import { makeLink } from "./people/links";

export type NewAdmin = { email: string; name: string; role: Role; password: string | null };

/**
 * Creates an admin account, for a command on the server. Without a password it gets one by a link.
 * @returns false, changing nothing, when the e-mail address already has one
 * @throws PasswordRefusedError
 */
export async function saveAdmin({ email: typed, name, role, password }: NewAdmin): Promise<boolean> {
  const id = randomUUID();
  const email = typed.toLowerCase();
  const hash = password === null ? null : await hashNewPassword(password, { email, name });
  try {
    await transaction(async (tx) => {
      await tx.user.create({ data: { id, name, role, email, emailVerified: true } });
      if (hash !== null) await setPasswordHash(tx, id, hash);
      const object = `person:${id}`;
      await audit(tx, { by: "command", action: "person_added", object, after: { email, role } });
    });
    return true;
  } catch (error) {
    if (sqlState(error) === "23505") return false;
    throw error;
  }
}

/**
 * Replaces an admin's password and ends their sessions, for a command on the server.
 * @returns false when there is no such account
 * @throws PasswordRefusedError
 */
export async function resetPassword(email: string, password: string): Promise<boolean> {
  const person = await findPerson(email);
  if (!person) return false;
  const hash = await hashNewPassword(password, person);
  await transaction(async (tx) => {
    await setPasswordHash(tx, person.id, hash);
    await tx.session.deleteMany({ where: { userId: person.id } });
    await audit(tx, { by: "command", action: "password_changed", object: `person:${person.id}` });
  });
  return true;
}

/** A link by which a person sets a password, for a command on the server; null when there is no such account. */
export async function makePasswordLink(email: string): Promise<string | null> {
  const person = await findPerson(email);
  if (!person) return null;
  return transaction(async (tx) => {
    const link = await makeLink(tx, `password:${person.id}`);
    await audit(tx, { by: "command", action: "password_link_made", object: `person:${person.id}` });
    return link;
  });
}

const findPerson = (email: string) =>
  db().user.findUnique({
    where: { email: email.toLowerCase() },
    select: { id: true, email: true, name: true },
  });
