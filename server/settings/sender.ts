import "server-only";
import { env, isGiven } from "../platform/env";
import { settings } from "../platform/settings/settings";

const NAMED = /^\s*(.*?)\s*<([^<>]+)>\s*$/;

/**
 * Who mails are from. The address is of the environment, because the mail server must be allowed to send for it; the name is
 * what was saved, or the environment's, or the shop's.
 */
export function senderAddress(): { name: string; address: string } {
  const { MAIL_FROM } = env();
  const [, given = "", address = MAIL_FROM] = NAMED.exec(MAIL_FROM) ?? [];
  const isOwn = given !== "" && isGiven("MAIL_FROM");
  const name =
    settings("emails").senderName ?? (isOwn ? given.replace(/^"(.*)"$/, "$1") : settings("shop").name);
  return { name, address };
}
