import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProbeVerdict } from "@/domain/stripe-keys/key-report";
import { API_VERSION } from "../api-version";
import { readPermissionText } from "./permission-text";
import type { Probe } from "./probes";

const STRIPE_URL = "https://api.stripe.com";
const TIMEOUT_MS = 10_000;
const TRIES = 6;
// Nobody answers at all: more tries would only make a person wait.
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

/** Stripe does not take the key at all: no other probe can tell more. */
export class KeyRefusedError extends Error {
  constructor(readonly reason: "expired" | "address" | "unknown") {
    super(`Stripe refuses the key (${reason})`);
    this.name = "KeyRefusedError";
  }
}

/** What was told, with the account that a refusal names. */
export type ProbeAnswer = { verdict: ProbeVerdict; account: string | null };

/**
 * Asks once, and again while the answer says nothing about the permission.
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
  // A proxy's page, or an address that does not exist there, says nothing about permissions.
  if (error === null || /^Unrecognized request URL/.test(error.message))
    return { verdict: "unverified", account: null };
  if (status === 403) return { verdict: "missing", account: readPermissionText(error.message).account };
  const isGranted = status === 200 || status === 400 || status === 404;
  return { verdict: isGranted ? "granted" : "unverified", account: null };
}

/** Stripe's words, to be understood and never to be shown: they repeat what was pasted. Null: not Stripe's JSON. */
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
