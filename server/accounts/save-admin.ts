import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { db, sqlState, transaction } from "../platform/db";
import { audit } from "./audit/audit";
import type { Role } from "./permissions";

export type NewAdmin = { email: string; name: string; role: Role; password: string };

/** Creates an admin account. @returns false, changing nothing, when the e-mail address already has one */
export async function saveAdmin({ email, name, role, password }: NewAdmin): Promise<boolean> {
  const id = randomUUID();
  const hash = await hashPassword(password);
  const account = { id: randomUUID(), accountId: id, providerId: "credential", password: hash };
  try {
    await transaction(async (tx) => {
      await tx.user.create({
        data: {
          id,
          name,
          role,
          email: email.toLowerCase(),
          emailVerified: true,
          accounts: { create: account },
        },
      });
      const object = `person:${id}`;
      await audit(tx, { by: "command", action: "person_added", object, after: { email, role } });
    });
    return true;
  } catch (error) {
    if (sqlState(error) === "23505") return false;
    throw error;
  }
}

/** Replaces an admin's password and ends their sessions. @returns false when there is no such account */
export async function resetPassword(email: string, password: string): Promise<boolean> {
  const hash = await hashPassword(password);
  const owner = { email: email.toLowerCase() };
  return transaction(async (tx) => {
    const [changed] = await tx.account.updateManyAndReturn({
      where: { user: owner, providerId: "credential" },
      data: { password: hash },
      select: { userId: true },
    });
    if (!changed) return false;
    await tx.session.deleteMany({ where: { user: owner } });
    const object = `person:${changed.userId}`;
    await audit(tx, { by: "command", action: "password_changed", object });
    return true;
  });
}

/** A password of 120 bits that can be read out and typed. */
export function newPassword(): string {
  return (
    randomBytes(15)
      .toString("base64url")
      .match(/.{1,5}/g)
      ?.join("-") ?? ""
  );
}

const EMAIL = "admin@example.com";

/** Creates an owner when the shop has no admin. @returns the password to show once; null when an admin exists */
export async function ensureFirstAdmin(): Promise<{ email: string; password: string } | null> {
  if (await db().user.findFirst({ select: { id: true } })) return null;
  const password = newPassword();
  const isMade = await saveAdmin({ email: EMAIL, name: "Owner", role: "owner", password });
  return isMade ? { email: EMAIL, password } : null;
}
