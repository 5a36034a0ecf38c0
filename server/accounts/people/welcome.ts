import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { PasswordFault } from "@/domain/accounts/password";
import { db, sqlState, type Tx, transaction } from "../../platform/db";
import { requireSurface } from "../../platform/surface";
import { audit } from "../audit/audit";
import { hashNewPassword, PasswordRefusedError, setPasswordHash } from "../passwords/set-password";
import { findLink, makeLink, takeLink } from "./links";

/** Whom a link welcomes: nobody yet, who names an address, or a person. */
export type Welcome = { email: null } | { email: string; name: string };

export type WelcomeResult =
  | { kind: "done"; email: string }
  | { kind: "gone" }
  | { kind: "refused"; fault: PasswordFault | "email" };

/** A link to the page that makes the first account; null when the shop has an account. */
export async function makeSetUpLink(): Promise<string | null> {
  return transaction(async (tx) => ((await hasPeople(tx)) ? null : makeLink(tx, "set_up")));
}

/** What the page of a link shows; null when it was used or is over. */
export async function findWelcome(token: string): Promise<Welcome | null> {
  requireSurface("admin");
  const purpose = await findLink(token);
  if (purpose === null) return null;
  if (purpose === "set_up") return (await hasPeople(db())) ? null : { email: null };
  const select = { email: true, name: true, disabledAt: true };
  const id = purpose.slice("password:".length);
  const person = await db().user.findUnique({ where: { id }, select });
  return person && !person.disabledAt ? { email: person.email, name: person.name } : null;
}

/**
 * Sets the password that a link is for, and makes the first account where it is for that. The link is used up, every
 * session of the person ends.
 */
export async function acceptWelcome(input: {
  token: string;
  email: string;
  password: string;
}): Promise<WelcomeResult> {
  const welcome = await findWelcome(input.token);
  if (!welcome) return { kind: "gone" };
  const email = welcome.email ?? z.email().max(254).safeParse(input.email.trim().toLowerCase()).data;
  if (email === undefined) return { kind: "refused", fault: "email" };
  const name = welcome.email === null ? nameIn(email) : welcome.name;
  try {
    const hash = await hashNewPassword(input.password, { email, name });
    return await transaction((tx) => accept(tx, input.token, { email, name, hash }));
  } catch (error) {
    if (error instanceof PasswordRefusedError) return { kind: "refused", fault: error.fault };
    if (sqlState(error) === "23505") return { kind: "gone" };
    throw error;
  }
}

type Accepted = { email: string; name: string; hash: string };

async function accept(tx: Tx, token: string, { email, name, hash }: Accepted): Promise<WelcomeResult> {
  const purpose = await takeLink(tx, token);
  if (purpose === null) return { kind: "gone" };
  if (purpose !== "set_up") {
    const userId = purpose.slice("password:".length);
    await setPasswordHash(tx, userId, hash);
    await tx.session.deleteMany({ where: { userId } });
    await audit(tx, { by: { id: userId, email }, action: "password_changed", object: `person:${userId}` });
    return { kind: "done", email };
  }
  const id = randomUUID();
  await tx.user.create({ data: { id, email, name, role: "owner", emailVerified: true } });
  await setPasswordHash(tx, id, hash);
  const after = { email, role: "owner" };
  await audit(tx, { by: { id, email }, action: "person_added", object: `person:${id}`, after });
  return { kind: "done", email };
}

const hasPeople = async (tx: Tx): Promise<boolean> =>
  (await tx.user.findFirst({ select: { id: true } })) !== null;

const nameIn = (email: string): string => email.split("@")[0] ?? email;
