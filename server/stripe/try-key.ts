import "server-only";
import { ALL_ON, type Switches } from "./features";
import { KEY_ROLES, type KeyRole, permissionsOf } from "./manifest";
import { brings, includesReading } from "./permission";
import { PROBES, type ProbedPermission } from "./probes";

const AT_ONCE = 4;
const TIMEOUT_MS = 10_000;
const STRIPE = "https://api.stripe.com";

export type KeyTrial = {
  /** Why Stripe does not accept the key at all. */
  keyFault: string | null;
  missing: ProbedPermission[];
  /** What other roles need and this one does not. */
  excess: ProbedPermission[];
  /** Nobody could say: no answer, or one that means nothing. */
  unverified: ProbedPermission[];
  /** Another role, when the key has all that one needs: it was pasted in the wrong place. */
  fits: KeyRole | null;
};

type Verdict = "granted" | "missing" | "unverified" | "key";

/**
 * Tries what a pasted key may do, with requests that can never change anything: what its role needs, and what
 * only the other roles need. `npm run keys` looks at much more.
 */
export async function tryKey(
  role: KeyRole,
  key: string,
  { baseUrl = STRIPE, switches = ALL_ON }: { baseUrl?: string | undefined; switches?: Switches } = {},
): Promise<KeyTrial> {
  const wanted = [...new Set(KEY_ROLES.flatMap((each) => permissionsOf(each)))];
  const verdicts = new Map<ProbedPermission, Verdict>();
  const work = wanted.values();
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (const permission of work) verdicts.set(permission, await probe(baseUrl, key, permission));
  });
  await Promise.all(lanes);
  const all = (verdict: Verdict) => wanted.filter((permission) => verdicts.get(permission) === verdict);
  const needed: ProbedPermission[] = permissionsOf(role, switches);
  const isNeeded = (permission: ProbedPermission) => needed.some((own) => brings(own, permission));
  const hasAll = (other: KeyRole) =>
    permissionsOf(other, switches).every((slug) => verdicts.get(slug) === "granted");
  const missing = all("missing").filter((permission) => needed.includes(permission));
  return {
    keyFault:
      all("key").length > 0 ? "Stripe does not accept it: it is revoked, expired, or has a slip in it" : null,
    missing,
    excess: all("granted").filter(
      (permission, _, granted) =>
        !isNeeded(permission) && !granted.some((other) => includesReading(other, permission)),
    ),
    unverified: all("unverified").filter((permission) => needed.includes(permission)),
    fits: missing.length > 0 ? (KEY_ROLES.find((other) => other !== role && hasAll(other)) ?? null) : null,
  };
}

async function probe(baseUrl: string, key: string, permission: ProbedPermission): Promise<Verdict> {
  const {
    method,
    path,
    form = {},
  }: { method: string; path: string; form?: Record<string, string> } = PROBES[permission];
  try {
    const answer = await fetch(new URL(path, baseUrl), {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(method === "POST" ? { body: new URLSearchParams(form) } : {}),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return verdictOf(answer.status);
  } catch {
    return "unverified";
  }
}

function verdictOf(status: number): Verdict {
  if (status === 401) return "key";
  if (status === 403) return "missing";
  return status === 200 || status === 400 || status === 404 ? "granted" : "unverified";
}
