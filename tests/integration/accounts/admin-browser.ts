import { createHmac, randomUUID } from "node:crypto";
import type { Role } from "../../../domain/accounts/roles.ts";
import { auth } from "../../../server/accounts/auth.ts";
import { saveAdmin } from "../../../server/accounts/save-admin.ts";
import { db } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";

export const PASSWORD = "a long enough password";

/** Makes an admin with the password above. */
export async function makeAdmin(role: Role, email = `${role}-${randomUUID()}@example.com`) {
  await saveAdmin({ email, name: `The ${role}`, role, password: PASSWORD });
  return email;
}

/**
 * Makes an admin who is signed in here. There is no password to hash and to check, which takes a second: how people sign
 * in has tests of its own.
 */
export async function signInAs(role: Role): Promise<string> {
  const email = `${role}-${randomUUID()}@example.com`;
  await saveAdmin({ email, name: `The ${role}`, role, password: null });
  const { id } = await db().user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const { internalAdapter, authCookies, secret } = await auth().$context;
  const { token } = await internalAdapter.createSession(id);
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  browser.jar.set(authCookies.sessionToken.name, `${token}.${signature}`);
  return email;
}

/** Another browser, where nobody is signed in unless it is given what one had. @returns what the former one had */
export function openBrowser(jar = new Map<string, string>()): Map<string, string> {
  const former = new Map(browser.jar);
  browser.forget();
  browser.jar = jar;
  browser.sent = new Headers({
    "sec-fetch-site": "same-origin",
    "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0",
  });
  return former;
}
