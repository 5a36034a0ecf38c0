import "server-only";
import { z } from "zod";
import { parseShippingRates, type ShippingRate } from "@/domain/checkout/shipping";
import { exposureFaults } from "@/domain/listening";
import { parseMoney } from "@/domain/money";
import { describeKey, keyTextFault, nameOfKind } from "@/domain/stripe-keys/stripe-key";
import { type KeyRole, keyFaults, SURFACES, WORKERS } from "@/domain/surface";
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

const KEY_NAMES = ["STRIPE_CHECKOUT_KEY", "STRIPE_RECONCILER_KEY", "STRIPE_BACKOFFICE_KEY"] as const;

const schema = z.object({
  DATABASE_URL: url("postgresql|postgres")
    .refine(
      (text) => new URL(text).pathname.length > 1,
      "names no database. Fix: end it with its name, such as /latchkey",
    )
    .refine(
      (text) => [null, "public"].includes(new URL(text).searchParams.get("schema")),
      "asks for a schema of its own (?schema=), and the shop uses the schema public alone. Fix: remove it, and give the shop a database of its own",
    ),
  APP_ORIGIN: url("https|http")
    .refine(
      (text) => new URL(text).pathname === "/" && new URL(text).search === "",
      "has a path. Fix: only protocol, host and port, such as https://shop.example: a shop has a host of its own",
    )
    .transform((text) => new URL(text).origin),
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
  MAIL_FROM: z.string().min(3).default("Homeward <shop@localhost>"),
  MEDIA_DIR: z.string().min(1).default(".data/media"),
  /** For tests only: where the process kills itself. See server/platform/crash-point.ts. */
  CRASH_AT: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Env = Omit<
  z.output<typeof schema>,
  (typeof KEY_NAMES)[number] | "STRIPE_RESTRICTED_KEY" | "STRIPE_PUBLISHABLE_KEY"
> & {
  STRIPE_CHECKOUT_KEY: string;
  STRIPE_RECONCILER_KEY: string;
  STRIPE_BACKOFFICE_KEY: string;
  STRIPE_PUBLISHABLE_KEY: string;
  /** Which variable holds each role's key: its own, or the one that stands for all. */
  keyVariables: Record<KeyRole, string>;
  shippingRates: ShippingRate[];
  /** Real money moves: every key is a live key. */
  isLive: boolean;
  isSandbox: boolean;
};

/** Every fault of the configuration, each with its variable and its fix. */
export class ConfigurationError extends Error {
  constructor(readonly faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
    );
    this.name = "ConfigurationError";
  }
}

/**
 * Checks the variables that are given, before anything is done with one of them; those that are missing are no fault.
 * @throws ConfigurationError naming each with a wrong value and what to do; it shows no value
 */
export function checkVariables(source: Record<string, string | undefined>): void {
  const { error } = schema.partial().safeParse(givenOf(source));
  const faults = [...misplacedKeys(source), ...faultsOf(error)];
  if (faults.length > 0) throw new ConfigurationError(faults);
}

/** An empty line in .env means "not set" for everything but keys, whose emptiness is worth a sentence. */
const givenOf = (source: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries(source).filter(([name, value]) => value !== "" || name.startsWith("STRIPE_")),
  );

const faultsOf = (error: z.ZodError | undefined): string[] =>
  error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];

/**
 * Parses the process's variables.
 * @throws ConfigurationError naming every wrong variable, what is wrong and what to do.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = givenOf(source);
  const port = given.PORT ?? "3000";
  const parsed = schema.safeParse({ APP_ORIGIN: `http://localhost:${port}`, ...given });
  const faults = [...misplacedKeys(source), ...faultsOf(parsed.error)];
  if (!parsed.success || faults.length > 0) throw new ConfigurationError(faults);
  const { STRIPE_RESTRICTED_KEY: shared, ...values } = parsed.data;
  const keys = {
    STRIPE_CHECKOUT_KEY: values.STRIPE_CHECKOUT_KEY ?? shared ?? "",
    STRIPE_RECONCILER_KEY: values.STRIPE_RECONCILER_KEY ?? shared ?? "",
    STRIPE_BACKOFFICE_KEY: values.STRIPE_BACKOFFICE_KEY ?? shared ?? "",
    STRIPE_PUBLISHABLE_KEY: values.STRIPE_PUBLISHABLE_KEY ?? "",
  };
  const held = {
    ...keys,
    STRIPE_RESTRICTED_KEY: shared,
    STRIPE_WEBHOOK_SECRET: values.STRIPE_WEBHOOK_SECRET[0],
    REFUNDS: values.REFUNDS,
  };
  faults.push(...keyFaults(values.SURFACE, values.WORKER, held));
  const used = Object.entries(keys).filter(([, key]) => key !== "");
  const modes = new Set(used.map(([, key]) => describeKey(key).mode));
  if (faults.length === 0 && modes.size > 1) {
    const shown = used.map(([name, key]) => `${name} is ${describeKey(key).mode}`).join(", ");
    faults.push(`The Stripe keys mix test and live: ${shown}. Fix: take all of them from one mode`);
  }
  const isLive = modes.has("live");
  if (isLive && values.STRIPE_SANDBOX_URL)
    faults.push("STRIPE_SANDBOX_URL is set together with a live key. Fix: remove one of them");
  if (isLive && modes.size === 1)
    faults.push(
      ...exposureFaults({
        origin: values.APP_ORIGIN,
        databaseUrl: values.DATABASE_URL,
        smtpUrl: values.SMTP_URL,
        proxyHops: values.PROXY_HOPS,
        isWorkerOnly: values.WORKER === "only",
      }),
    );
  const variableOf = (own: (typeof KEY_NAMES)[number]) =>
    shared !== undefined && values[own] === undefined ? "STRIPE_RESTRICTED_KEY" : own;
  const keyVariables = {
    checkout: variableOf("STRIPE_CHECKOUT_KEY"),
    reconciler: variableOf("STRIPE_RECONCILER_KEY"),
    backoffice: variableOf("STRIPE_BACKOFFICE_KEY"),
  };
  const shippingRates = readShippingRates(values.SHIPPING_RATES, values.SHOP_CURRENCY, faults);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return {
    ...values,
    ...keys,
    keyVariables,
    shippingRates,
    isLive,
    isSandbox: values.STRIPE_SANDBOX_URL !== undefined,
  };
}

function readShippingRates(text: string, currency: string, faults: string[]): ShippingRate[] {
  try {
    return parseShippingRates(text, (amount) => parseMoney(amount, currency).amountMinor);
  } catch (error) {
    faults.push(
      `SHIPPING_RATES: ${(error as Error).message}. Fix: write Name:price:days-days;Name:price:days-days`,
    );
    return [];
  }
}

/** A secret in a variable that Next.js would build into the browser's files. */
function misplacedKeys(source: Record<string, string | undefined>): string[] {
  return Object.entries(source).flatMap(([name, value]) => {
    if (!name.startsWith("NEXT_PUBLIC_") || !value) return [];
    const { kind } = describeKey(value);
    if (kind === "unknown" || kind === "publishable") return [];
    return [
      `${name} holds ${nameOfKind(kind)} and would be sent to every browser. Fix: remove it, and roll that key at ${DASHBOARD}`,
    ];
  });
}

let parsed: Env | undefined;

/** The configuration of this process, parsed once. @throws ConfigurationError at the first call. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** The shop's locale by itself: pages read it, and a build prerenders one where nothing else is configured. */
export function shopLocale(): string {
  const { SHOP_LOCALE } = schema.shape;
  return SHOP_LOCALE.safeParse(process.env.SHOP_LOCALE || undefined).data ?? SHOP_LOCALE.parse(undefined);
}

/** The zone of the dates and times that people read, by itself for the same reason. */
export function shopTimeZone(): string {
  const { SHOP_TIME_ZONE } = schema.shape;
  return (
    SHOP_TIME_ZONE.safeParse(process.env.SHOP_TIME_ZONE || undefined).data ?? SHOP_TIME_ZONE.parse(undefined)
  );
}
