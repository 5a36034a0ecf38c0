import "server-only";
import { APIError } from "better-auth/api";
import { parseSetCookieHeader } from "better-auth/cookies";
import { headers } from "next/headers";
import { z } from "zod";
import { db, type Tx, transaction } from "../platform/db";
import { log } from "../platform/log";
import { requireSurface } from "../platform/surface";
import { setAdminCookie } from "./admin-cookie";
import { audit } from "./audit/audit";
import { auth } from "./auth";
import { hashPassword, isOutdated } from "./passwords/password-hash";
import { takeTurn } from "./passwords/take-turn";
import { releaseOldTries, reserveTry } from "./reserve-try";
import { takeCode } from "./second-factor/totp";
import { admitTry, delayNextTry, rememberDevice } from "./sign-in-limits";

export type SignIn =
  | { kind: "signed_in" }
  /** The password is right: the code of the second factor opens the session (`finishSession`). */
  | { kind: "needs_code" }
  /** Unknown account or wrong password; the visitor is not told which. */
  | { kind: "wrong" }
  | { kind: "limited"; retryAt: Date };

const Credentials = z.object({ email: z.email().max(254), password: z.string().min(1).max(128) });

/** Signs an admin in: a new session, whatever cookie the browser brought. Tries are limited (sign-in-limits.ts). */
export async function startSession(email: string, password: string): Promise<SignIn> {
  requireSurface("admin");
  const sent = await headers();
  const account = email.trim().toLowerCase();
  await releaseOldTries();
  const admission = await admitTry(account, sent);
  if (!admission.isAllowed) {
    await recordRefusal(account, "limited");
    return { kind: "limited", retryAt: admission.retryAt };
  }
  const { isKnownDevice, subjects } = admission;
  const credentials = Credentials.safeParse({ email: account, password });
  const opened = !credentials.success
    ? "refused"
    : await takeTurn(isKnownDevice ? "known" : "unknown", () => openSession(credentials.data, sent));
  if (opened === null) return { kind: "limited", retryAt: new Date(Date.now() + BUSY_MS) };
  if (opened === "refused") {
    await recordRefusal(account, "wrong");
    if (!isKnownDevice) await delayNextTry(account);
    return { kind: "wrong" };
  }
  await rememberDevice(account, subjects);
  return { kind: opened };
}

/** The second step of signing in: the authenticator's code, or a recovery code. */
export async function finishSession(typed: string): Promise<"signed_in" | "wrong" | "over"> {
  requireSurface("admin");
  const code = typed.replace(/\s/g, "");
  const isRecovery = !/^\d{6}$/.test(code);
  const sent = { headers: await headers(), returnHeaders: true } as const;
  try {
    const { headers: answer, response } = isRecovery
      ? await auth().api.verifyBackupCode({ body: { code }, ...sent })
      : await auth().api.verifyTOTP({ body: { code }, ...sent });
    const { user, token } = response;
    // better-auth takes a code as often as it comes within its time: nobody gets the session of a used one.
    if (!isRecovery && !(await takeCode(user.id, code))) {
      if (token) await db().session.deleteMany({ where: { token } });
      await recordRefusal(user.email, "wrong");
      return "over";
    }
    await transaction(async (tx) => {
      const object = `person:${user.id}`;
      if (isRecovery) await audit(tx, { by: user, action: "recovery_code_used", object });
      await recordSignIn(tx, user);
    });
    await setCookiesOf(answer);
    return "signed_in";
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    log.warn("a code was refused");
    return error.body?.code === "INVALID_CODE" || error.body?.code === "INVALID_BACKUP_CODE"
      ? "wrong"
      : "over";
  }
}

const BUSY_MS = 5_000;
const MAX_RECORDED = 20;

/**
 * What was typed is recorded only where it is an account's address: it may be a password. Twenty entries in a quarter
 * of an hour say enough of an attack, so strangers cannot fill the audit.
 */
async function recordRefusal(account: string, reason: "wrong" | "limited"): Promise<void> {
  log.warn({ reason }, "sign-in refused");
  const { data: email } = Credentials.shape.email.safeParse(account);
  const select = { id: true, email: true };
  const known = email === undefined ? null : await db().user.findUnique({ where: { email }, select });
  const { count } = await reserveTry(`audit:${known?.id ?? "unknown"}`, MAX_RECORDED);
  if (count > MAX_RECORDED) return;
  const object = known ? { object: `person:${known.id}` } : {};
  const after = { reason, email: known?.email ?? null };
  await transaction((tx) => audit(tx, { by: "visitor", action: "sign_in_refused", ...object, after }));
}

type Opened = "signed_in" | "needs_code" | "refused";

async function openSession(body: z.infer<typeof Credentials>, sent: Headers): Promise<Opened> {
  const former = await auth().api.getSession({ headers: sent });
  try {
    const { headers: answer, response } = await auth().api.signInEmail({
      body,
      headers: sent,
      returnHeaders: true,
    });
    if ("twoFactorRedirect" in response) {
      await setCookiesOf(answer);
      return "needs_code";
    }
    const { user } = response;
    if (former) await db().session.deleteMany({ where: { token: former.session.token } });
    await transaction((tx) => recordSignIn(tx, user));
    await renewHash(user.id, body.password);
    await setCookiesOf(answer);
    return "signed_in";
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return "refused";
    throw error;
  }
}

async function recordSignIn(tx: Tx, user: { id: string; email: string }): Promise<void> {
  await tx.user.updateMany({ where: { id: user.id }, data: { lastSeenAt: new Date() } });
  await audit(tx, { by: user, action: "signed_in", object: `person:${user.id}` });
}

/** The cookies of an answer of better-auth, with the attributes of this shop. */
export async function setCookiesOf(answer: Headers): Promise<void> {
  for (const [name, cookie] of parseSetCookieHeader(answer.get("set-cookie") ?? ""))
    await setAdminCookie(name, cookie.value, cookie["max-age"]);
}

/** A hash of an earlier version is replaced while the password is at hand. */
async function renewHash(userId: string, password: string): Promise<void> {
  const own = { userId, providerId: "credential" };
  const account = await db().account.findFirst({ where: own, select: { id: true, password: true } });
  if (!account?.password || !isOutdated(account.password)) return;
  const renewed = await hashPassword(password);
  // Only in place of the hash that was checked: the password may be changed at this moment.
  await db().account.updateMany({
    where: { id: account.id, password: account.password },
    data: { password: renewed },
  });
}

/** Signs out and deletes the session on the server. Does nothing when nobody is signed in. */
export async function endSession(): Promise<void> {
  requireSurface("admin");
  const found = await auth().api.getSession({ headers: await headers() });
  if (found) {
    const { user, session } = found;
    await transaction(async (tx) => {
      await tx.session.deleteMany({ where: { token: session.token } });
      await audit(tx, { by: user, action: "signed_out", object: `person:${user.id}` });
    });
  }
  const { authCookies } = await auth().$context;
  await setAdminCookie(authCookies.sessionToken.name, "", 0);
}
