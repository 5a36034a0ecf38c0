import "server-only";
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

const key = () => Buffer.from(hkdfSync("sha256", env().APP_SECRET, "", "latchkey:seal", 32));

/** Encrypts a text that the database keeps but must not tell. */
export function seal(text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key(), iv);
  const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString("base64url");
}

/** The text; null when it was sealed under another APP_SECRET, or changed. */
export function unseal(sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  const [iv, tag] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
  if (tag.length < TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv(CIPHER, key(), iv).setAuthTag(tag);
    const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** The shop's signature of a text that a browser keeps. @param purpose what signs one thing proves nothing of another */
export const sign = (purpose: string, text: string): string =>
  createHmac("sha256", env().APP_SECRET).update(`${purpose}:${text}`).digest("base64url");

/** Whether a signature that came back is this shop's own. */
export function isSigned(purpose: string, text: string, signature: string): boolean {
  const [expected, found] = [Buffer.from(sign(purpose, text)), Buffer.from(signature)];
  return expected.length === found.length && timingSafeEqual(expected, found);
}
