import "server-only";
import { z } from "zod";
import { MIN_WITHDRAWAL_DAYS } from "@/domain/returns/window";
import { describeKey, keyTextFault, nameOfKind } from "@/domain/stripe-keys/stripe-key";
import { SURFACES, WORKERS } from "@/domain/surface";
import {
  DASHBOARD,
  hostAddress,
  isLocale,
  isTimeZone,
  list,
  restricted,
  stripeKey,
  url,
  wholeNumber,
} from "@/domain/variables";

const origin = url("https|http")
  .refine(
    (text) => new URL(text).pathname === "/" && new URL(text).search === "",
    "has a path. Fix: only protocol, host and port, such as https://shop.example: a shop has a host of its own",
  )
  .transform((text) => new URL(text).origin);

/** Every variable with its rule: what is given and wrong is named with its fix. */
export const envSchema = z.object({
  DATABASE_URL: url("postgresql|postgres")
    .refine(
      (text) => new URL(text).pathname.length > 1,
      "names no database. Fix: end it with its name, such as /latchkey",
    )
    .refine(
      (text) => [null, "public"].includes(new URL(text).searchParams.get("schema")),
      "asks for a schema of its own (?schema=), and the shop uses the schema public alone. Fix: remove it, and give the shop a database of its own",
    ),
  APP_ORIGIN: origin,
  /** Where shoppers' orders are, for an admin that has an address of its own. */
  SHOP_ORIGIN: origin.optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: hostAddress.default("localhost"),
  APP_SECRET: z.string().min(32, "must have at least 32 characters. Fix: openssl rand -hex 32"),
  /** From the database, by the command that starts the process. */
  SHOP_ID: z
    .string()
    .regex(/^[0-9a-f]{16}$/, "is not an id. Fix: remove it; the database has it")
    .optional(),
  SHOP_NAME: z.string().min(1).max(60).default("Homeward"),
  SHOP_LOCALE: z
    .string()
    .refine(
      isLocale,
      "is not a locale. Fix: language and country with a hyphen between them, such as en-IE or de-DE",
    )
    .default("en-IE"),
  SHOP_CURRENCY: z
    .string()
    .regex(/^[a-z]{3}$/, "must be an ISO code in lower case, such as eur")
    .default("eur"),
  SHOP_COUNTRIES: list
    .pipe(z.array(z.string().regex(/^[A-Z]{2}$/, "must be ISO country codes such as IE,DE")).min(1))
    .default(["AT", "BE", "DE", "DK", "ES", "FI", "FR", "IE", "IT", "LU", "NL", "PT", "SE"]),
  SHIPPING_RATES: z.string().default("Standard:5.00:2-4;Express:12.00:1-2"),
  STRIPE_CHECKOUT_KEY: restricted,
  STRIPE_RECONCILER_KEY: restricted,
  STRIPE_BACKOFFICE_KEY: restricted,
  STRIPE_RESTRICTED_KEY: restricted,
  STRIPE_PUBLISHABLE_KEY: stripeKey("publishable", `copy the pk_… key from ${DASHBOARD}`),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(/, */))
    .superRefine((secrets, context) => {
      for (const secret of secrets) {
        const { kind, shown } = describeKey(secret);
        const fault = keyTextFault(secret);
        if (kind === "webhook_secret" && !fault) continue;
        context.addIssue({
          code: "custom",
          message: `${fault ?? `holds ${nameOfKind(kind)} (${shown})`}. Fix: paste the whsec_… of the endpoint; two may be given with a comma while one is replaced`,
        });
      }
    })
    .default([]),
  STRIPE_ACCOUNT: z
    .string()
    .regex(
      /^acct_[A-Za-z0-9]+$/,
      "is not the id of a Stripe account. Fix: copy the acct_… from https://dashboard.stripe.com/settings/account, or remove it",
    )
    .optional(),
  STRIPE_SANDBOX_URL: url("http").optional(),
  // A shopper waits for the answer: better a clear sentence after 8 seconds than the SDK's 80.
  STRIPE_TIMEOUT_MS: wholeNumber(100, 60_000).default(8_000),
  DEMO_CATALOG: z.enum(["yes", "no"], "must be yes or no").default("yes"),
  REFUNDS: z.enum(["on", "off"], "must be on or off").default("on"),
  DISPUTES: z.enum(["on", "off"], "must be on or off").default("on"),
  CHECKOUT_UI: z.enum(["embedded_page", "hosted_page"]).default("embedded_page"),
  SHOP_TIME_ZONE: z
    .string()
    .refine(isTimeZone, "is not a time zone. Fix: write one such as Europe/Dublin")
    .default("UTC"),
  HOLD_MINUTES: wholeNumber(
    31,
    1_440,
    "must be 31 or more: Stripe keeps a session payable for at least 30 minutes",
  ).default(35),
  // The cart's cookie holds two digits.
  MAX_PER_ORDER: wholeNumber(1, 99).default(10),
  CHECKOUTS_PER_HOUR: wholeNumber(1, 1_000_000).default(10),
  PROXY_HOPS: wholeNumber(0, 10).optional(),
  NO_STOCK_REFUND_HOURS: wholeNumber(0, 8_760).default(72),
  /** Days to withdraw from an order after its delivery. */
  WITHDRAWAL_DAYS: wholeNumber(
    MIN_WITHDRAWAL_DAYS,
    366,
    `must be ${MIN_WITHDRAWAL_DAYS} or more, which is what the law of the EU gives shoppers`,
  ).default(MIN_WITHDRAWAL_DAYS),
  TWO_FACTOR: z.enum(["optional", "required"], "must be optional or required").default("optional"),
  ADMIN_IDLE_MINUTES: wholeNumber(5, 720).default(30),
  /** Whole units of the order's currency; see server/orders/refunds/refund-order.ts. */
  CONFIRM_REFUNDS_OVER: z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole amount such as 100")
    .default("100"),
  SURFACE: z.enum(SURFACES, "must be all, shop or admin").default("all"),
  WORKER: z.enum(WORKERS).default("inline"),
  SMTP_URL: url("smtps|smtp").optional(),
  /** Where VAT ids are asked about, once the merchant switches that on. */
  VIES_URL: url("https|http").default("https://ec.europa.eu/taxation_customs/vies/rest-api"),
  MAIL_FROM: z.string().min(3).default("Homeward <shop@localhost>"),
  MEDIA_DIR: z.string().min(1).default(".data/media"),
  /** For tests only: where the process kills itself. See server/platform/crash-point.ts. */
  CRASH_AT: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
