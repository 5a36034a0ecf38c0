import "server-only";
import { randomUUID } from "node:crypto";
import type { PasswordFault } from "@/domain/accounts/password";
import type { Tx } from "../../platform/db";
import { hashPassword } from "./password-hash";
import { refusePassword } from "./refuse-password";

/** The password is too easy to guess; the form says why. */
export class PasswordRefusedError extends Error {
  constructor(readonly fault: PasswordFault) {
    super(`The password was refused: ${fault}.`);
    this.name = "PasswordRefusedError";
  }
}

/** The only way to a hash of a new password. @throws PasswordRefusedError */
export async function hashNewPassword(
  password: string,
  person: { email: string; name: string },
): Promise<string> {
  const fault = refusePassword(password, person);
  if (fault) throw new PasswordRefusedError(fault);
  return hashPassword(password);
}

/** Gives a person this password in place of any other. Sessions are the caller's. */
export async function setPasswordHash(tx: Tx, userId: string, hash: string): Promise<void> {
  const own = { userId, providerId: "credential" };
  const { count } = await tx.account.updateMany({ where: own, data: { password: hash } });
  if (count > 0) return;
  await tx.account.create({ data: { ...own, id: randomUUID(), accountId: userId, password: hash } });
}
