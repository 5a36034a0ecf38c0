import "server-only";
import type { z } from "zod";
import { parseShippingRates, type ShippingRate } from "@/domain/checkout/shipping";
import { exposureFaults } from "@/domain/listening";
import { parseMoney } from "@/domain/money";
import { describeKey, nameOfKind } from "@/domain/stripe-keys/stripe-key";
import { type KeyRole, keyFaults } from "@/domain/surface";
import { DASHBOARD } from "@/domain/variables";
import { envSchema } from "./env-schema";
import { storedSettings } from "./settings/stored-settings";

const KEY_NAMES = ["STRIPE_CHECKOUT_KEY", "STRIPE_RECONCILER_KEY", "STRIPE_BACKOFFICE_KEY"] as const;

export type Env = Omit<
  z.output<typeof envSchema>,
  (typeof KEY_NAMES)[number] | "STRIPE_RESTRICTED_KEY" | "STRIPE_PUBLISHABLE_KEY" | "SHOP_ORIGIN"
> & {
  SHOP_ORIGIN: string;
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
  const { error } = envSchema.partial().safeParse(givenOf(source));
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
  const parsed = envSchema.safeParse({ APP_ORIGIN: `http://localhost:${port}`, ...given });
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
    SHOP_ORIGIN: values.SHOP_ORIGIN ?? values.APP_ORIGIN,
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

export type VariableName = keyof typeof envSchema.shape;

/** Whether the environment says it, or its default holds. */
export const isGiven = (name: VariableName): boolean => Boolean(process.env[name]);

/** The shop's locale by itself: pages read it, and a build prerenders one where nothing else is configured. */
export function shopLocale(): string {
  const { SHOP_LOCALE } = envSchema.shape;
  const saved = SHOP_LOCALE.safeParse(storedSettings("shop")?.value.locale ?? null).data;
  return (
    saved ?? SHOP_LOCALE.safeParse(process.env.SHOP_LOCALE || undefined).data ?? SHOP_LOCALE.parse(undefined)
  );
}

/** The zone of the dates and times that people read, by itself for the same reason. */
export function shopTimeZone(): string {
  const { SHOP_TIME_ZONE } = envSchema.shape;
  const saved = SHOP_TIME_ZONE.safeParse(storedSettings("shop")?.value.timeZone ?? null).data;
  return (
    saved ??
    SHOP_TIME_ZONE.safeParse(process.env.SHOP_TIME_ZONE || undefined).data ??
    SHOP_TIME_ZONE.parse(undefined)
  );
}
