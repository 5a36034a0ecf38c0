import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProbeVerdict } from "@/domain/key-report";
import { API_VERSION } from "./api-version";
import type { Probe } from "./probes";

const TIMEOUT_MS = 10_000;
const TRIES = 6;
// Nobody answers at all: more tries would only make a person wait.
const TRIES_IN_SILENCE = 3;
const LONGEST_WAIT_MS = 8_000;

export type ProbeLine = {
  /** Where Stripe or the sandbox answers, without a slash at the end. */
  baseUrl: string;
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

/**
 * Asks once, and again while the answer says nothing about the permission.
 * @throws KeyRefusedError
 */
export async function sendProbe(probe: Probe, line: ProbeLine): Promise<ProbeVerdict> {
  for (let attempt = 0; ; attempt += 1) {
    const { verdict, retryAfterMs, isSilence } = await ask(probe, line);
    const isLast = attempt + 1 >= (isSilence ? TRIES_IN_SILENCE : TRIES);
    if (verdict !== "unverified" || isLast || line.signal.aborted) return verdict;
    const wait = Math.max(retryAfterMs, line.pauseMs * 2 ** attempt * (0.5 + Math.random()));
    await sleep(Math.min(wait, LONGEST_WAIT_MS), undefined, { signal: line.signal }).catch(() => undefined);
  }
}

type Answer = { verdict: ProbeVerdict; retryAfterMs: number; isSilence: boolean };
const SILENCE: Answer = { verdict: "unverified", retryAfterMs: 0, isSilence: true };

async function ask({ method, path, form }: Probe, line: ProbeLine): Promise<Answer> {
  try {
    const response = await fetch(`${line.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${line.key}`, "stripe-version": API_VERSION },
      ...(method === "POST" ? { body: new URLSearchParams(form) } : {}),
      redirect: "manual",
      signal: AbortSignal.any([line.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const body = await response.text();
    if (response.status === 429) line.onRateLimit();
    const retryAfterMs = Number(response.headers.get("retry-after") ?? 0) * 1_000 || 0;
    return { verdict: verdictOf(response.status, body), retryAfterMs, isSilence: false };
  } catch (error) {
    if (error instanceof KeyRefusedError) throw error;
    return SILENCE;
  }
}

function verdictOf(status: number, body: string): ProbeVerdict {
  const error = errorOf(body);
  if (status === 401) throw new KeyRefusedError(reasonOf(error));
  // A proxy's page, or an address that does not exist there, says nothing about permissions.
  if (error === null || /^Unrecognized request URL/.test(error.message)) return "unverified";
  if (status === 403) return "missing";
  return status === 200 || status === 400 || status === 404 ? "granted" : "unverified";
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
