import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { symmetricDecrypt } from "better-auth/crypto";
import { db } from "../../platform/db";
import { auth } from "../auth";

const STEP_MS = 30_000;

/**
 * Uses a code of an authenticator up: of any number of requests with it, one is told yes, and none with a code of an
 * earlier step (RFC 6238, section 5.2). @returns whether the code was right and new
 */
export async function takeCode(userId: string, code: string): Promise<boolean> {
  const factor = await db().twoFactor.findUnique({ where: { userId } });
  if (!factor) return false;
  const { secretConfig } = await auth().$context;
  const secret = await symmetricDecrypt({ key: secretConfig, data: factor.secret });
  const now = Math.floor(Date.now() / STEP_MS);
  // Clocks differ by one step at most.
  const step = [now - 1, now, now + 1].find((candidate) => isSame(codeOf(secret, candidate), code));
  if (step === undefined) return false;
  const { count } = await db().twoFactor.updateMany({
    where: { userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  });
  return count === 1;
}

/** The six digits of a step (RFC 4226). */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

const isSame = (expected: string, found: string): boolean =>
  expected.length === found.length && timingSafeEqual(Buffer.from(expected), Buffer.from(found));
