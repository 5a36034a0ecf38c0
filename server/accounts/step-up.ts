import "server-only";
import { db, transaction } from "../platform/db";
import { audit } from "./audit/audit";
import { verifyPassword } from "./passwords/password-hash";
import { takeTurn } from "./passwords/take-turn";
import { releaseTry, reserveTry } from "./reserve-try";
import { takeCode } from "./second-factor/totp";
import { findSession, NotSignedInError } from "./session";

const CONFIRMED_MS = 10 * 60_000;

/** The session is good, and the person must prove who they are before this is done. */
export class NotConfirmedError extends Error {
  constructor() {
    super("The person must be confirmed first.");
    this.name = "NotConfirmedError";
  }
}

/** Who signed in or confirmed within ten minutes passes. @throws NotSignedInError, NotConfirmedError */
export async function requireConfirmed(): Promise<void> {
  const session = await findSession();
  if (!session) throw new NotSignedInError();
  if (Date.now() - session.confirmedAt.getTime() > CONFIRMED_MS) throw new NotConfirmedError();
}

/**
 * Confirms the signed-in person for ten minutes: by a code where they have a second factor, otherwise by the password.
 * Ten tries in fifteen minutes. @throws NotSignedInError
 */
export async function confirmSession(proof: string): Promise<"confirmed" | "wrong" | "limited"> {
  const session = await findSession();
  if (!session) throw new NotSignedInError();
  const { admin, token, hasSecondFactor } = session;
  const subject = `confirm:${admin.id}`;
  if (!(await reserveTry(subject)).isAllowed) return "limited";
  const isRight = hasSecondFactor
    ? await takeCode(admin.id, proof.replace(/\s/g, ""))
    : await isPasswordOf(admin.id, proof);
  const object = `person:${admin.id}`;
  const action = isRight ? "identity_confirmed" : "confirmation_refused";
  await transaction(async (tx) => {
    if (isRight) await tx.session.updateMany({ where: { token }, data: { confirmedAt: new Date() } });
    await audit(tx, { by: admin, action, object });
  });
  if (isRight) await releaseTry(subject);
  return isRight ? "confirmed" : "wrong";
}

export async function isPasswordOf(userId: string, password: string): Promise<boolean> {
  if (password.length > 128) return false;
  const own = { userId, providerId: "credential" };
  const account = await db().account.findFirst({ where: own, select: { password: true } });
  const hash = account?.password;
  if (!hash) return false;
  return (await takeTurn("known", () => verifyPassword({ hash, password }))) === true;
}
