import "server-only";
import { APIError } from "better-auth/api";
import { parseSetCookieHeader } from "better-auth/cookies";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { clientAddress } from "../platform/client-address";
import { db, transaction } from "../platform/db";
import { log } from "../platform/log";
import { requireSurface } from "../platform/surface";
import { audit } from "./audit/audit";
import { auth } from "./auth";
import { releaseOldTries, releaseTry, reserveTry } from "./reserve-try";

export type SignIn =
  | { kind: "signed_in" }
  /** Unknown account or wrong password; the visitor is not told which. */
  | { kind: "wrong" }
  | { kind: "limited"; retryAt: Date };

const Credentials = z.object({ email: z.email().max(254), password: z.string().min(1).max(128) });

/** Signs an admin in: a new session, whatever cookie the browser brought. Ten tries in fifteen minutes. */
export async function startSession(email: string, password: string): Promise<SignIn> {
  requireSurface("admin");
  const sent = await headers();
  const address = clientAddress(sent);
  const account = email.trim().toLowerCase();
  const subjects = [`account:${account}`, ...(address === null ? [] : [`address:${address}`])];
  await releaseOldTries();
  const tries = await Promise.all(subjects.map((subject) => reserveTry(subject)));
  const refused = tries.filter((one) => !one.isAllowed).map((one) => one.retryAt.getTime());
  if (refused.length > 0) {
    await recordRefusal(account, "limited");
    return { kind: "limited", retryAt: new Date(Math.max(...refused)) };
  }
  const credentials = Credentials.safeParse({ email: account, password });
  if (!credentials.success || !(await openSession(credentials.data, sent))) {
    await recordRefusal(account, "wrong");
    return { kind: "wrong" };
  }
  await Promise.all(subjects.map(releaseTry));
  return { kind: "signed_in" };
}

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

async function openSession(body: z.infer<typeof Credentials>, sent: Headers): Promise<boolean> {
  const former = await auth().api.getSession({ headers: sent });
  try {
    const { headers: answer, response } = await auth().api.signInEmail({
      body,
      headers: sent,
      returnHeaders: true,
    });
    const { user } = response;
    if (former) await db().session.deleteMany({ where: { token: former.session.token } });
    await transaction((tx) => audit(tx, { by: user, action: "signed_in", object: `person:${user.id}` }));
    await setCookies(answer);
    return true;
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return false;
    throw error;
  }
}

async function setCookies(answer: Headers): Promise<void> {
  const jar = await cookies();
  for (const [name, cookie] of parseSetCookieHeader(answer.get("set-cookie") ?? "")) {
    jar.set(name, cookie.value, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: cookie.secure === true,
      ...(cookie["max-age"] === undefined ? {} : { maxAge: cookie["max-age"] }),
    });
  }
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
  (await cookies()).delete({ name: authCookies.sessionToken.name, path: "/" });
}
