import type { Translate } from "@/messages/messages";

/** Every field of every subject, for the history and for what the environment says. */
const FIELDS = [
  "name",
  "accent",
  "logo",
  "darkLogo",
  "favicon",
  "address",
  "email",
  "phone",
  "timeZone",
  "locale",
  "units",
  "legalName",
  "country",
  "register",
  "registerNumber",
  "vatId",
  "registrations",
  "responsiblePerson",
  "rates",
  "countries",
  "zones",
  "cutOff",
  "workingDays",
  "holidays",
  "withdrawalDays",
  "asksNote",
  "senderName",
  "replyTo",
  "footer",
  "words",
  "off",
  "isOn",
  "isInclusive",
  "homeCountry",
  "vatId",
  "scheme",
  "isSmallBusiness",
  "smallBusinessSentence",
  "exportPrice",
  "businessReason",
  "shippingTax",
  "isViesOn",
  "since",
  "invoicePrefix",
  "creditNotePrefix",
  "closing",
  "digits",
  "mail",
  "homeCurrency",
  "homeRate",
] as const;

/** "Name, Accent colour and Time zone". */
export function fieldNames(fields: readonly string[], locale: string, t: Translate): string {
  const names = FIELDS.filter((field) => fields.includes(field)).map((field) =>
    t(`admin.settings.field.${field}`),
  );
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}
