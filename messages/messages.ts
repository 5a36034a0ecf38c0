import { createTranslator } from "next-intl";
import english from "./en.json" with { type: "json" };
import { PSEUDO_LOCALE, pseudoMessages } from "./pseudo.ts";

/** Every sentence that a person reads, by key. An unknown key does not compile. */
export type Messages = typeof english;

/** Says the message of a key, with its arguments. */
export type Translate = ReturnType<typeof createTranslator<Messages>>;

/**
 * The messages of a locale. English is the only language so far; whatever the locale is, it decides how
 * numbers, plurals and dates are written.
 */
export function messagesOf(locale: string): Messages {
  return locale === PSEUDO_LOCALE ? pseudoMessages(english) : english;
}

const translators = new Map<string, Translate>();

/** For what runs outside React's server components: actions, mails, commands. Components use next-intl's hook. */
export function translator(locale: string): Translate {
  const known = translators.get(locale) ?? createTranslator({ locale, messages: messagesOf(locale) });
  translators.set(locale, known);
  return known;
}
