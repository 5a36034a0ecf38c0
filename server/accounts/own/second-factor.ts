import "server-only";
import { APIError } from "better-auth/api";
import { headers } from "next/headers";
import { transaction } from "../../platform/db";
import { audit } from "../audit/audit";
import { auth } from "../auth";
import { takeCode } from "../second-factor/totp";
import { requireAdmin } from "../session";
import { setCookiesOf } from "../start-session";
import { isPasswordOf } from "../step-up";

export type NewFactor = {
  /** For the authenticator: as a link, and as text to type. */
  uri: string;
  secret: string;
  recoveryCodes: string[];
};

/** Begins to set up a second factor; it is asked for only once a code has shown that it works. @returns null for a wrong password */
export async function startSecondFactor(password: string): Promise<NewFactor | null> {
  const admin = await requireAdmin("account.own");
  if (!(await isPasswordOf(admin.id, password))) return null;
  const answer = await refusedAsNull(
    auth().api.enableTwoFactor({ body: { password }, headers: await headers() }),
  );
  if (answer?.method !== "totp") return null;
  const secret = new URL(answer.totpURI).searchParams.get("secret") ?? "";
  return { uri: answer.totpURI, secret, recoveryCodes: answer.backupCodes };
}

/** Switches the second factor on with its first code. The session gets a new id. */
export async function finishSecondFactor(code: string): Promise<boolean> {
  const admin = await requireAdmin("account.own");
  const body = { code: code.replace(/\s/g, "") };
  const answer = await refusedAsNull(
    auth().api.verifyTOTP({ body, headers: await headers(), returnHeaders: true }),
  );
  if (answer === null || !(await takeCode(admin.id, body.code))) return false;
  await setCookiesOf(answer.headers);
  const object = `person:${admin.id}`;
  await transaction((tx) => audit(tx, { by: admin, action: "second_factor_enabled", object }));
  return true;
}

/** Switches it off. @returns false for a wrong password */
export async function endSecondFactor(password: string): Promise<boolean> {
  const admin = await requireAdmin("account.own");
  if (!(await isPasswordOf(admin.id, password))) return false;
  await transaction(async (tx) => {
    await tx.twoFactor.deleteMany({ where: { userId: admin.id } });
    await tx.user.update({ where: { id: admin.id }, data: { twoFactorEnabled: false } });
    await audit(tx, { by: admin, action: "second_factor_disabled", object: `person:${admin.id}` });
  });
  return true;
}

/** New recovery codes in place of all earlier ones. @returns null for a wrong password */
export async function renewRecoveryCodes(password: string): Promise<string[] | null> {
  const admin = await requireAdmin("account.own");
  const answer = await refusedAsNull(
    auth().api.generateBackupCodes({ body: { password }, headers: await headers() }),
  );
  if (!answer) return null;
  const object = `person:${admin.id}`;
  await transaction((tx) => audit(tx, { by: admin, action: "recovery_codes_made", object }));
  return answer.backupCodes;
}

async function refusedAsNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return null;
    throw error;
  }
}
