// How a variable of the configuration is read: each kind with what is said when it is wrong, and never its value.
import { z } from "zod";
import { describeKey, type KeyKind, keyTextFault, nameOfKind } from "./stripe-keys/stripe-key";

/** Where a merchant makes keys. */
export const DASHBOARD = "https://dashboard.stripe.com/apikeys (or run: npm run keys -- --link)";

/** A Stripe key of one kind; the sentence says what was pasted, never the whole of it. */
export function stripeKey(wanted: KeyKind, fix: string) {
  return z
    .string()
    .superRefine((text, context) => {
      const fault = keyTextFault(text);
      if (fault)
        return context.addIssue({
          code: "custom",
          message: `${fault}. Fix: paste ${nameOfKind(wanted)}. ${fix}`,
        });
      const { kind, shown } = describeKey(text);
      if (kind === wanted) return;
      const message = `holds ${nameOfKind(kind)} (${shown}); ${nameOfKind(wanted)} belongs there. Fix: ${fix}`;
      context.addIssue({ code: "custom", message });
    })
    .optional();
}

export const restricted = stripeKey("restricted", `create one at ${DASHBOARD}; a full key is never needed.`);
/** A password with @ or # of its own cuts a URL short: it may be read as another, and has no part after #. */
export const url = (protocols: string) =>
  z
    .url({ protocol: new RegExp(`^(${protocols})$`), error: URL_FAULT(protocols), abort: true })
    .refine((text) => new URL(text).hash === "", URL_FAULT(protocols));
const URL_FAULT = (protocols: string) =>
  `must be a URL that begins with ${protocols.split("|").join(":// or ")}://. Fix: no quotes or spaces around it; in a user name or password write @ as %40, : as %3A, / as %2F, # as %23 and ? as %3F`;
/** @param tooFew why the least is the least */
export const wholeNumber = (min: number, max: number, tooFew = `must be ${min} or more`) =>
  z.coerce
    .number(`must be a whole number from ${min} to ${max}`)
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, tooFew)
    .max(max, `must be ${max} or less`);
export const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);

/** `localhost` stands for both loopback addresses. A name would be whatever a resolver says, so none is taken. */
export const hostAddress = z.union([z.literal("localhost"), z.ipv4(), z.ipv6()], {
  error:
    "must be an IP address. Fix: remove it, and only this machine reaches the shop's port; 0.0.0.0 opens the port to every network, for a container or a proxy on another machine",
});

export function isLocale(name: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf([name]).length > 0;
  } catch {
    return false;
  }
}

export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
