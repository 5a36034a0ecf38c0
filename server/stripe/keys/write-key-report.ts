import "server-only";
import type { KeyReport, NeededRow, PermissionRow, ProbeVerdict } from "@/domain/stripe-keys/key-report";
import { describeKey, nameOfKind } from "@/domain/stripe-keys/stripe-key";
import { FEATURES, type Switches } from "./features";
import { type KeyRole, keyCreationLink, keyListLink, type Requirement, requirementsOfAll } from "./manifest";
import { brings, dashboardRow, surest } from "./permission";
import type { KeyRefusedError, ProbedPermission } from "./probes";

export type Findings = {
  verdicts: Map<ProbedPermission, ProbeVerdict>;
  /** What was configured instead of a restricted key. */
  unusable: string | null;
  refused: KeyRefusedError["reason"] | null;
  /** From the first refusal that names it. */
  account: string | null;
};

type Examined = { roles: KeyRole[]; variables: string[]; key: string; findings: Findings };

const REFUSALS: Record<KeyRefusedError["reason"], string> = {
  expired: "Stripe says that this key has expired or was rolled",
  address: "Stripe does not accept this key from this machine's IP address",
  unknown: "Stripe does not know this key: it was deleted, or mistyped",
};

/** The report on one key, as sentences with fixes. Contains nothing secret. */
export function writeReport({ roles, variables, key, findings }: Examined, switches: Switches): KeyReport {
  const { kind, mode, shown } = describeKey(key);
  const links = {
    list: keyListLink(mode ?? "test"),
    create: keyCreationLink(roles, mode ?? "test", switches),
  };
  const needed = requirementsOfAll(roles, switches);
  const others = [...findings.verdicts].filter(
    ([slug]) => !needed.some(({ permission }) => permission === slug),
  );
  const having = (wanted: ProbeVerdict) =>
    others.flatMap(([slug, verdict]) => (verdict === wanted ? [slug] : []));
  const excess = having("granted");
  const tooMuch = (slug: ProbedPermission): PermissionRow => ({
    permission: slug,
    row: dashboardRow(slug),
    fix: `edit the key ${shown} and set ${resourceOf(slug)} to ${excessLevel(slug, needed)}`,
    link: links.list,
  });
  return {
    roles,
    variables,
    shown,
    kind: nameOfKind(kind),
    mode,
    account: findings.account,
    fault: faultOf(findings, links, roles),
    needed: needed.map((requirement) => neededRow(requirement, findings, shown, links.list)),
    // "Payouts: Write" includes its Read, which needs no row of its own.
    excess: excess
      .filter((slug) => !excess.some((other) => other !== slug && brings(other, slug)))
      .map(tooMuch),
    unverifiedExcess: having("unverified").map(tooMuch),
    createLink: links.create,
  };
}

function neededRow(
  { permission, calls }: Requirement,
  { verdicts }: Findings,
  shown: string,
  link: string,
): NeededRow {
  const row = dashboardRow(permission);
  return {
    permission,
    row,
    verdict: verdicts.get(permission) ?? "unverified",
    features: [...new Set(calls.map(({ feature }) => feature))].map((feature) => FEATURES[feature]),
    confidence: surest(calls.map(({ evidence }) => evidence)),
    fix: `edit the key ${shown} and set ${row.replace(": ", " to ")}`,
    link,
  };
}

const resourceOf = (slug: ProbedPermission) => dashboardRow(slug).replace(/: (Read|Write)$/, "");

/** The level to set instead: None, or Read where it is needed. */
function excessLevel(slug: ProbedPermission, needed: Requirement[]): string {
  const reading = slug.replace(/_write$/, "_read");
  return needed.some(({ permission }) => permission === reading) ? "Read" : "None";
}

function faultOf(
  { unusable, refused }: Findings,
  links: { list: string; create: string },
  roles: KeyRole[],
): KeyReport["fault"] {
  const create = { fix: `create a key for ${roles.join(", ")}`, link: links.create };
  if (unusable) return { sentence: `${unusable}; a restricted key belongs here.`, ...create };
  if (!refused) return null;
  const allow = { fix: "allow this machine's address in the key's access policy", link: links.list };
  return { sentence: `${REFUSALS[refused]}.`, ...(refused === "address" ? allow : create) };
}
