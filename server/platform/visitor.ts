import "server-only";
import { randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { FIRST_VISITS } from "@/domain/stock/limits";
import { env } from "./env";
import { isSigned, sign } from "./seal";

const SECONDS_OF_30_DAYS = 30 * 24 * 60 * 60;
const SIGNED = /^([A-Za-z0-9_-]{22}\.\d{10})\.([A-Za-z0-9_-]{43})$/;

/** A browser that keeps cookies, told from others by a number that only this shop can sign. */
export type Visitor = {
  /** A keyed hash: the database never learns what the cookie holds. */
  key: string;
  /** Whose share of a variant an order counts as: a browser that brought no cookie may be one that keeps none. */
  countedAs: string;
};

export function visitorCookie() {
  const isSecure = env().APP_ORIGIN.startsWith("https:");
  return {
    name: isSecure ? "__Host-visitor" : "visitor",
    options: { maxAge: SECONDS_OF_30_DAYS, sameSite: "lax", path: "/", secure: isSecure, httpOnly: true },
  } as const;
}

/** Whose share of a variant what this request asks for counts as. */
export async function getCountedAs(): Promise<string> {
  const known = readVisitor((await cookies()).get(visitorCookie().name)?.value, new Date());
  return known === null ? FIRST_VISITS : keyOf(known);
}

/** Whether this request brought a cookie that only the shop can have set. */
export const hasVisitor = async (): Promise<boolean> => (await getCountedAs()) !== FIRST_VISITS;

/** The visitor of this request, made now if its cookie is missing, forged or too old. In actions and routes only. */
export async function rememberVisitor(): Promise<Visitor> {
  const { name, options } = visitorCookie();
  const jar = await cookies();
  const known = readVisitor(jar.get(name)?.value, new Date());
  if (known !== null) return { key: keyOf(known), countedAs: keyOf(known) };
  const text = `${randomBytes(16).toString("base64url")}.${Math.floor(Date.now() / 1_000)}`;
  jar.set(name, `${text}.${sign("visitor", text)}`, options);
  return { key: keyOf(text), countedAs: FIRST_VISITS };
}

function readVisitor(cookie: string | undefined, now: Date): string | null {
  const [, text, signature] = SIGNED.exec(cookie ?? "") ?? [];
  if (text === undefined || signature === undefined) return null;
  const age = now.getTime() / 1_000 - Number(text.split(".")[1]);
  return isSigned("visitor", text, signature) && age <= SECONDS_OF_30_DAYS ? text : null;
}

const keyOf = (text: string) => sign("visitor-key", text);
