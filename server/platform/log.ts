import "server-only";
import pino from "pino";

// Whole texts are searched, not only known fields: a key can be anywhere in an error's message.
const SECRETS: [RegExp, string][] = [
  [/\b((?:rk|rkcs|sk|pk)_(?:test|live|org)_|whsec_)[A-Za-z0-9_]+/g, "$1[redacted]"],
  [/[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g, "[e-mail]"],
  [/(\/orders\/|\/checkout\/return\/)[A-Za-z0-9_-]{22}/g, "$1[reference]"],
  [/(\/admin\/welcome\/)[A-Za-z0-9_-]{20,}/g, "$1[link]"],
  [/\bcs_(test|live)_[A-Za-z0-9]+_secret_[A-Za-z0-9]+/g, "cs_$1_[secret]"],
  [/(postgres(?:ql)?:\/\/[^:@/\s]+:)[^@\s]+@/g, "$1[redacted]@"],
];

const PERSONAL = [
  "email",
  "name",
  "customerName",
  "address",
  "shippingAddress",
  "phone",
  "password",
  "token",
  "authorization",
  "cookie",
  "secret",
  "clientSecret",
];

/** Takes keys, e-mail addresses, references and passwords out of a text. */
export function redact(text: string): string {
  return SECRETS.reduce((cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement), text);
}

/** One JSON line per entry on stdout. Personal fields are dropped, secrets in texts are masked. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: null,
  redact: { paths: PERSONAL.flatMap((field) => [field, `*.${field}`]), censor: "[redacted]" },
  hooks: {
    streamWrite: redact,
  },
});
