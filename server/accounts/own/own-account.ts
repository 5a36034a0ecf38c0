import "server-only";
import type { PasswordFault } from "@/domain/accounts/password";
import { deviceName, type SessionRow } from "@/domain/accounts/views";
import { db, transaction } from "../../platform/db";
import { audit } from "../audit/audit";
import { hashNewPassword, PasswordRefusedError, setPasswordHash } from "../passwords/set-password";
import { findSession, NotSignedInError, requireAdmin } from "../session";
import { isPasswordOf } from "../step-up";

export type OwnAccount = { name: string; email: string; hasSecondFactor: boolean; sessions: SessionRow[] };

/** The signed-in person's account, with every session that is open. @throws NotSignedInError */
export async function getOwnAccount(): Promise<OwnAccount> {
  const { id, name, email } = await requireAdmin("account.own");
  const { token, hasSecondFactor } = await thisSession();
  const rows = await db().session.findMany({
    where: { userId: id, expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: "desc" },
  });
  const sessions = rows.map((row) => ({
    id: row.id,
    device: deviceName(row.userAgent),
    startedAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    isThis: row.token === token,
  }));
  return { name, email, hasSecondFactor, sessions };
}

/** @throws NotSignedInError */
export async function changeOwnName(name: string): Promise<void> {
  const admin = await requireAdmin("account.own");
  await transaction(async (tx) => {
    await tx.user.update({ where: { id: admin.id }, data: { name } });
    const object = `person:${admin.id}`;
    await audit(tx, {
      by: admin,
      action: "person_changed",
      object,
      before: { name: admin.name },
      after: { name },
    });
  });
}

/** Changes the own password and ends every other session. @returns what is wrong; null when it was changed */
export async function changeOwnPassword(
  former: string,
  wanted: string,
): Promise<PasswordFault | "wrong" | null> {
  const admin = await requireAdmin("account.own");
  const { token } = await thisSession();
  if (!(await isPasswordOf(admin.id, former))) return "wrong";
  try {
    const hash = await hashNewPassword(wanted, admin);
    await transaction(async (tx) => {
      await setPasswordHash(tx, admin.id, hash);
      await tx.session.deleteMany({ where: { userId: admin.id, token: { not: token } } });
      await audit(tx, { by: admin, action: "password_changed", object: `person:${admin.id}` });
    });
    return null;
  } catch (error) {
    if (error instanceof PasswordRefusedError) return error.fault;
    throw error;
  }
}

/** Ends one of the own sessions, or without an id all but this one. */
export async function endOwnSessions(id?: string): Promise<void> {
  const admin = await requireAdmin("account.own");
  const { token } = await thisSession();
  const which = id === undefined ? { token: { not: token } } : { id };
  await transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId: admin.id, ...which } });
    if (count === 0) return;
    await audit(tx, { by: admin, action: "sessions_ended", object: `person:${admin.id}`, after: { count } });
  });
}

async function thisSession() {
  const session = await findSession();
  if (!session) throw new NotSignedInError();
  return session;
}
