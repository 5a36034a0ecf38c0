import "server-only";
import { translator } from "@/messages/messages";
import { sendAtOnce } from "../mail/send-mail";
import { env, shopLocale } from "../platform/env";
import { log } from "../platform/log";
import { settings } from "../platform/settings/settings";

/**
 * Mails a link to set a password. It is never in the outbox, whose readers could take the account.
 * @returns false when there is no mail server, or it refused
 */
export async function sendWelcome(person: { email: string; name: string }, link: string): Promise<boolean> {
  const { SMTP_URL } = env();
  if (!SMTP_URL) return false;
  const t = translator(shopLocale());
  const { name, email } = person;
  try {
    await sendAtOnce({
      recipient: email,
      subject: t("mail.welcome.subject", { shop: settings("shop").name }),
      text: t("mail.welcome.text", { name, shop: settings("shop").name, link }),
    });
    return true;
  } catch (error) {
    log.warn({ err: error }, "the mail with a person's link could not be sent");
    return false;
  }
}
