import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { db } from "../platform/db";
import { isSigned, sign } from "../platform/seal";

// About 260,000 hashes: a third of a second on a laptop, about one second on a phone.
const BITS = 18;
const VALID_SECONDS = 600;
/** How long a browser waits that does no work: the page says so. */
export const WAIT_SECONDS = 20;

const WORK = /^([A-Za-z0-9_-]{22}\.(\d{10})\.(\d{1,2}))\.([A-Za-z0-9_-]{43}):(\d{0,12})$/;

/** What a browser must work on. It is signed, so that nothing needs to be stored until it is used. */
export function makeChallenge(): string {
  const text = `${randomBytes(16).toString("base64url")}.${Math.floor(Date.now() / 1_000)}.${BITS}`;
  return `${text}.${sign("work", text)}`;
}

/**
 * What a browser's answer is worth: `challenge:number` with a hash of the signature and the number that begins with as
 * many zero bits as asked for; or `challenge:` alone, from one that has waited.
 * @returns null when it is forged, too old, wrong, or not waited for long enough
 */
export function readWork(work: string): { kind: "done" | "waited"; challenge: string } | null {
  const [, text = "", issued, bits, signature = "", number = ""] = WORK.exec(work) ?? [];
  if (text === "" || !isSigned("work", text, signature)) return null;
  const age = Date.now() / 1_000 - Number(issued);
  if (age > VALID_SECONDS) return null;
  if (number === "") return age >= WAIT_SECONDS ? { kind: "waited", challenge: text } : null;
  const hash = createHash("sha256").update(`${signature}:${number}`).digest();
  return hash.readUInt32BE(0) >>> (32 - Number(bits)) === 0 ? { kind: "done", challenge: text } : null;
}

/** Uses a challenge up. @returns false when it was used before */
export async function spendChallenge(challenge: string): Promise<boolean> {
  const expiresAt = new Date(Date.now() + VALID_SECONDS * 1_000);
  const { count } = await db().spentProof.createMany({
    data: { challenge, expiresAt },
    skipDuplicates: true,
  });
  return count === 1;
}
