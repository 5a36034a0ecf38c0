import "server-only";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type PasswordFault, passwordFault } from "@/domain/accounts/password";
import { env } from "../../platform/env";
import { settings } from "../../platform/settings/settings";

// Built from the lists of leaked passwords in @zxcvbn-ts/language-common (MIT), without those that are digits only.
// Read from the checkout: a build has no files of its own next to the code.
const FILE = "server/accounts/passwords/common-passwords.txt.gz";

let common: Set<string> | undefined;

/**
 * Why a new password is refused; null when it may be used. Asks no network.
 * @param person whose it will be: their own words are easy to guess
 */
export function refusePassword(
  password: string,
  person: { email: string; name: string },
): PasswordFault | null {
  common ??= new Set(gunzipSync(readFileSync(FILE)).toString().split("\n"));
  const known = common;
  const { APP_ORIGIN } = env();
  const context = [
    settings("shop").name,
    new URL(APP_ORIGIN).hostname,
    person.email,
    person.name,
    "latchkey admin",
  ];
  return passwordFault(password, (text) => text !== "" && known.has(text), context);
}
