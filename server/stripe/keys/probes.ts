import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProbeVerdict } from "@/domain/stripe-keys/key-report";
import { API_VERSION } from "../api-version";
import type { Permission } from "./permission";
import { readPermissionText } from "./permission-text";

/** A request that shows whether a key has a permission and that can never change anything. */
export type Probe = { method: "GET" | "POST"; path: string; form?: Record<string, string> };

const reads = (path: string): Probe => ({
  method: "GET",
  path: `${path}${path.includes("absent") ? "" : "?limit=1"}`,
});
/** Changes an object that does not exist: Stripe checks the permission first and then does not find the object. */
const writes = (path: string, form: Record<string, string> = {}): Probe => ({ method: "POST", path, form });

/**
 * How each permission is probed, needed or not. Read: a list of one. Write: a change of an object that does not exist;
 * a POST to a collection with an empty body would answer too, but might one day create an object.
 */
export const PROBES = {
  balance_read: { method: "GET", path: "/v1/balance" },
  balance_transaction_source_read: reads("/v1/balance_transactions"),
  charge_read: reads("/v1/charges"),
  charge_write: writes("/v1/refunds", { payment_intent: "pi_absent" }),
  checkout_session_read: reads("/v1/checkout/sessions"),
  checkout_session_write: writes("/v1/checkout/sessions/cs_test_absent/expire"),
  connected_account_read: { method: "GET", path: "/v1/account" },
  coupon_read: reads("/v1/coupons"),
  coupon_write: writes("/v1/coupons/latchkey_probe_absent"),
  customer_read: reads("/v1/customers"),
  customer_write: writes("/v1/customers/cus_absent"),
  customer_portal_write: writes("/v1/billing_portal/sessions", { customer: "cus_absent" }),
  customer_session_write: writes("/v1/customer_sessions", { customer: "cus_absent" }),
  dispute_read: reads("/v1/disputes"),
  dispute_write: writes("/v1/disputes/dp_absent"),
  event_read: reads("/v1/events"),
  file_read: reads("/v1/files"),
  payment_intent_read: reads("/v1/payment_intents"),
  payment_intent_write: writes("/v1/payment_intents/pi_absent/cancel"),
  payment_links_read: reads("/v1/payment_links"),
  payment_links_write: writes("/v1/payment_links/plink_absent"),
  payment_method_read: reads("/v1/payment_methods/pm_absent"),
  payment_method_write: writes("/v1/payment_methods/pm_absent"),
  payment_method_domain_read: reads("/v1/payment_method_domains"),
  payment_method_domain_write: writes("/v1/payment_method_domains/pmd_absent"),
  payout_read: reads("/v1/payouts"),
  payout_write: writes("/v1/payouts/po_absent"),
  plan_read: reads("/v1/prices"),
  plan_write: writes("/v1/prices/price_absent"),
  product_read: reads("/v1/products"),
  product_write: writes("/v1/products/prod_absent"),
  promotion_code_read: reads("/v1/promotion_codes"),
  promotion_code_write: writes("/v1/promotion_codes/promo_absent"),
  setup_intent_read: reads("/v1/setup_intents"),
  setup_intent_write: writes("/v1/setup_intents/seti_absent/cancel"),
  shipping_rate_read: reads("/v1/shipping_rates"),
  shipping_rate_write: writes("/v1/shipping_rates/shr_absent"),
  tax_calculations_and_transactions_read: reads("/v1/tax/transactions/tax_absent"),
  tax_calculations_and_transactions_write: writes("/v1/tax/transactions/create_reversal", {
    mode: "full",
    original_transaction: "tax_absent",
    reference: "latchkey-probe",
  }),
  tax_rate_read: reads("/v1/tax_rates"),
  tax_rate_write: writes("/v1/tax_rates/txr_absent"),
  top_up_read: reads("/v1/topups"),
  top_up_write: writes("/v1/topups/tu_absent"),
  transfer_read: reads("/v1/transfers"),
  transfer_write: writes("/v1/transfers/tr_absent"),
  webhook_read: reads("/v1/webhook_endpoints"),
  webhook_write: writes("/v1/webhook_endpoints/we_absent"),
} as const satisfies Partial<Record<Permission, Probe>>;

/** A permission that can be probed. A call that needs any other does not compile. */
export type ProbedPermission = keyof typeof PROBES;
export const PROBED = Object.keys(PROBES) as ProbedPermission[];

const STRIPE_URL = "https://api.stripe.com";
const TIMEOUT_MS = 10_000;
const TRIES = 6;
// Without any answer, more tries would only prolong the wait.
const TRIES_IN_SILENCE = 3;
const MAX_WAIT_MS = 8_000;

export type ProbeLine = {
  /** Where the sandbox answers, when it stands in for Stripe. */
  sandboxUrl: string | undefined;
  key: string;
  /** The first wait before trying again; doubles each time. */
  pauseMs: number;
  /** Called when Stripe asks to go slower. */
  onRateLimit: () => void;
  signal: AbortSignal;
};

/** Stripe does not accept the key: no other probe can find out more. */
export class KeyRefusedError extends Error {
  constructor(readonly reason: "expired" | "address" | "unknown") {
    super(`Stripe refuses the key (${reason})`);
    this.name = "KeyRefusedError";
  }
}

/** The verdict, with the account that a refusal names. */
export type ProbeAnswer = { verdict: ProbeVerdict; account: string | null };

/**
 * Sends a probe, and sends it again while the answer says nothing about the permission.
 * @throws KeyRefusedError
 */
export async function sendProbe(probe: Probe, line: ProbeLine): Promise<ProbeAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const { verdict, account, retryAfterMs, isSilence } = await ask(probe, line);
    const isLast = attempt + 1 >= (isSilence ? TRIES_IN_SILENCE : TRIES);
    if (verdict !== "unverified" || isLast || line.signal.aborted) return { verdict, account };
    const wait = Math.max(retryAfterMs, line.pauseMs * 2 ** attempt * (0.5 + Math.random()));
    await sleep(Math.min(wait, MAX_WAIT_MS), undefined, { signal: line.signal }).catch(() => undefined);
  }
}

type Answer = ProbeAnswer & { retryAfterMs: number; isSilence: boolean };
const SILENCE: Answer = { verdict: "unverified", account: null, retryAfterMs: 0, isSilence: true };

async function ask({ method, path, form }: Probe, line: ProbeLine): Promise<Answer> {
  try {
    const response = await fetch(new URL(path, line.sandboxUrl ?? STRIPE_URL), {
      method,
      headers: { authorization: `Bearer ${line.key}`, "stripe-version": API_VERSION },
      ...(method === "POST" ? { body: new URLSearchParams(form) } : {}),
      redirect: "manual",
      signal: AbortSignal.any([line.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const body = await response.text();
    if (response.status === 429) line.onRateLimit();
    const retryAfterMs = Number(response.headers.get("retry-after") ?? 0) * 1_000 || 0;
    return { ...answerOf(response.status, body), retryAfterMs, isSilence: false };
  } catch (error) {
    if (error instanceof KeyRefusedError) throw error;
    return SILENCE;
  }
}

function answerOf(status: number, body: string): ProbeAnswer {
  const error = errorOf(body);
  if (status === 401) throw new KeyRefusedError(reasonOf(error));
  // A page of a proxy, or an unknown address, says nothing about permissions.
  if (error === null || /^Unrecognized request URL/.test(error.message))
    return { verdict: "unverified", account: null };
  if (status === 403) return { verdict: "missing", account: readPermissionText(error.message).account };
  const isGranted = status === 200 || status === 400 || status === 404;
  return { verdict: isGranted ? "granted" : "unverified", account: null };
}

/** Stripe's message, to be parsed and never shown: it quotes what was pasted. Null when this is not Stripe's JSON. */
function errorOf(body: string): { code: string; message: string } | null {
  try {
    const { error = {} } = JSON.parse(body) as { error?: { code?: unknown; message?: unknown } };
    return { code: String(error.code ?? ""), message: String(error.message ?? "") };
  } catch {
    return null;
  }
}

function reasonOf(error: { code: string; message: string } | null): KeyRefusedError["reason"] {
  if (error?.code === "api_key_expired" || error?.message.startsWith("Expired API Key")) return "expired";
  return error?.message.includes("IP address") ? "address" : "unknown";
}
