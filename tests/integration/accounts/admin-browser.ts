import { randomUUID } from "node:crypto";
import type { Role } from "../../../domain/accounts/roles.ts";
import { saveAdmin } from "../../../server/accounts/save-admin.ts";
import { browser } from "../../support/browser.ts";

export const PASSWORD = "a long enough password";

/** Makes an admin with the password above. */
export async function makeAdmin(role: Role, email = `${role}-${randomUUID()}@example.com`) {
  await saveAdmin({ email, name: `The ${role}`, role, password: PASSWORD });
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
