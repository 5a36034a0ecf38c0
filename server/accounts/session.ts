import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { type Admin, isAllowed, type Permission, ROLES, type Role } from "@/domain/accounts/roles";
import { db, transaction } from "../platform/db";
import { env } from "../platform/env";
import { requireSurface } from "../platform/surface";
import { audit } from "./audit/audit";
import { auth } from "./auth";

/** Nobody is signed in: a page sends the visitor to the sign-in page. */
export class NotSignedInError extends Error {
  constructor() {
    super("Nobody is signed in.");
    this.name = "NotSignedInError";
  }
}

/** The role of the signed-in admin does not allow it. */
export class NotAllowedError extends Error {
  constructor(
    readonly permission: Permission,
    readonly role: Role,
  ) {
    super(`The role ${role} does not include "${permission}".`);
    this.name = "NotAllowedError";
  }
}

/** The person has no second factor, and TWO_FACTOR=required asks for one. */
export class SecondFactorMissingError extends Error {
  constructor() {
    super("A second factor must be set up first.");
    this.name = "SecondFactorMissingError";
  }
}

export type Session = { admin: Admin; token: string; hasSecondFactor: boolean; confirmedAt: Date };

const TOUCH_MS = 60_000;

type ReadSession = { session: Session; seenAt: Date; expiresAt: Date };

/** The session of this request, read once; null for nobody, and for one that was left idle. */
const readSession = cache(async (): Promise<ReadSession | null> => {
  requireSurface("admin");
  const found = await auth().api.getSession({ headers: await headers() });
  if (!found) return null;
  const { id, name, email, role, disabledAt, twoFactorEnabled } = found.user;
  const known = ROLES.find((candidate) => candidate === role);
  if (disabledAt || !known) return null;
  const { token, createdAt, lastSeenAt, confirmedAt, expiresAt } = found.session;
  const seenAt = lastSeenAt ?? createdAt;
  if (seenAt.getTime() + idleLimitMs() < Date.now()) return null;
  const session = {
    admin: { id, name, email, role: known },
    token,
    hasSecondFactor: twoFactorEnabled === true,
    confirmedAt: confirmedAt ?? createdAt,
  };
  return { session, seenAt, expiresAt };
});

const idleLimitMs = () => env().ADMIN_IDLE_MINUTES * 60_000;

/** Who is signed in, for a request that an admin made: it counts as use. It guards nothing. */
export const findSession = cache(async (): Promise<Session | null> => {
  const read = await readSession();
  if (!read) return null;
  if (Date.now() - read.seenAt.getTime() > TOUCH_MS) await touch(read.session.admin.id, read.session.token);
  return read.session;
});

export type TimeLeft = {
  /** Until the session ends if nothing more is done. */
  secondsLeft: number;
  /** The session ends then whatever is done: it is as old as one may be. */
  isFinal: boolean;
};

/** How long the session of this request goes on; null for nobody. Asking is no use of it. */
export async function findTimeLeft(): Promise<TimeLeft | null> {
  const read = await readSession();
  return read && timeLeft(read, new Date());
}

/** Counts as use of the session, as everything that an admin does. @returns how long it goes on; null for nobody */
export async function staySignedIn(): Promise<TimeLeft | null> {
  const read = await readSession();
  if (!read) return null;
  const { admin, token } = read.session;
  await touch(admin.id, token);
  const now = new Date();
  return timeLeft({ seenAt: now, expiresAt: read.expiresAt }, now);
}

/** A session ends when it was left idle, and at the latest when it is as old as one may be. */
function timeLeft({ seenAt, expiresAt }: Pick<ReadSession, "seenAt" | "expiresAt">, now: Date): TimeLeft {
  const idleEnd = seenAt.getTime() + idleLimitMs();
  const lastEnd = expiresAt.getTime();
  const secondsLeft = Math.max(0, Math.floor((Math.min(idleEnd, lastEnd) - now.getTime()) / 1000));
  return { secondsLeft, isFinal: lastEnd <= idleEnd };
}

/** Once a minute is enough to tell the idle from the busy. */
async function touch(userId: string, token: string): Promise<void> {
  const lastSeenAt = new Date();
  await db().session.updateMany({ where: { token }, data: { lastSeenAt } });
  await db().user.updateMany({ where: { id: userId }, data: { lastSeenAt } });
}

/** Who is signed in; null for nobody. To show a name; it guards nothing. */
export async function findAdmin(): Promise<Admin | null> {
  return (await findSession())?.admin ?? null;
}

/**
 * The guard. Every function that reads or changes what belongs to admins calls it first.
 * @param isUse false: a page that is open asks by itself, which does not prolong the session
 * @throws NotSignedInError, NotAllowedError, SecondFactorMissingError
 */
export async function requireAdmin(permission: Permission, isUse = true): Promise<Admin> {
  const session = isUse ? await findSession() : ((await readSession())?.session ?? null);
  if (!session) throw new NotSignedInError();
  const { admin, hasSecondFactor } = session;
  const isExempt = hasSecondFactor || permission === "account.own";
  if (env().TWO_FACTOR === "required" && !isExempt) throw new SecondFactorMissingError();
  if (isAllowed(admin.role, permission)) return admin;
  const object = `permission:${permission}`;
  await transaction((tx) => audit(tx, { by: admin, action: "permission_refused", object }));
  throw new NotAllowedError(permission, admin.role);
}
