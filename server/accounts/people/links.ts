import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { db, type Tx } from "../../platform/db";
import { env } from "../../platform/env";

const VALID_MS = 24 * 3_600_000;

/** What a one-time link is for: the shop's first account, or the password of a person. */
export type LinkPurpose = "set_up" | `password:${string}`;

/** Makes a link that works once, for a day, in place of an earlier one. @returns its address */
export async function makeLink(tx: Tx, purpose: LinkPurpose): Promise<string> {
  const identifier = `link:${purpose}`;
  const token = randomBytes(18).toString("base64url");
  await tx.verification.deleteMany({ where: { identifier } });
  const expiresAt = new Date(Date.now() + VALID_MS);
  await tx.verification.create({ data: { id: randomUUID(), identifier, value: hashOf(token), expiresAt } });
  return `${env().APP_ORIGIN}/admin/welcome/${token}`;
}

/** What a link is for; null when it was used, is over, or never was one. */
export async function findLink(token: string, tx: Tx = db()): Promise<LinkPurpose | null> {
  const where = { value: hashOf(token), identifier: { startsWith: "link:" }, expiresAt: { gt: new Date() } };
  const found = await tx.verification.findFirst({ where, select: { identifier: true } });
  return found ? (found.identifier.slice("link:".length) as LinkPurpose) : null;
}

/** Uses a link up. @returns what it was for; null when another request was faster, or as above */
export async function takeLink(tx: Tx, token: string): Promise<LinkPurpose | null> {
  const purpose = await findLink(token, tx);
  if (purpose === null) return null;
  const { count } = await tx.verification.deleteMany({ where: { value: hashOf(token) } });
  return count === 1 ? purpose : null;
}

/** The database holds only this, of which no link can be made. */
const hashOf = (token: string): string => createHash("sha256").update(`link:${token}`).digest("hex");
