import "server-only";
import type { KeyReport, NeededRow, PermissionRow, ProbeVerdict } from "@/domain/stripe-keys/key-report";
import type { AccountFault } from "@/domain/stripe-keys/stripe-account";
import { describeKey, nameOfKind } from "@/domain/stripe-keys/stripe-key";
import { type Translate, translator } from "@/messages/messages";
import { describeFeature, type Switches } from "./features";
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

/**
 * The report on one key, as sentences with fixes. Contains nothing secret.
 * @param locale of the sentences: the shop's for its admin, English for commands
 */
export function writeReport(
  { roles, variables, key, findings }: Examined,
  switches: Switches,
  locale: string,
): KeyReport {
  const t = translator(locale);
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
    fix: t("admin.keys.fix.set", { key: shown, row: resourceOf(slug), level: excessLevel(slug, needed) }),
    link: links.list,
  });
  return {
    roles,
    variables,
    shown,
    kind: nameOfKind(kind),
    mode,
    account: findings.account,
    fault: faultOf(findings, links, roles, t),
    needed: needed.map((requirement) =>
      neededRow(requirement, findings, { shown, link: links.list, locale }),
    ),
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
  { shown, link, locale }: { shown: string; link: string; locale: string },
): NeededRow {
  const row = dashboardRow(permission);
  return {
    permission,
    row,
    verdict: verdicts.get(permission) ?? "unverified",
    features: [...new Set(calls.map(({ feature }) => feature))].map((feature) =>
      describeFeature(feature, locale),
    ),
    confidence: surest(calls.map(({ evidence }) => evidence)),
    fix: translator(locale)("admin.keys.fix.set", {
      key: shown,
      row: resourceOf(permission),
      level: levelOf(row),
    }),
    link,
  };
}

const resourceOf = (slug: ProbedPermission) => dashboardRow(slug).replace(/: (Read|Write)$/, "");

const levelOf = (row: string) => (row.endsWith(": Write") ? "Write" : "Read");

/** The level to set instead: None, or Read where it is needed. */
function excessLevel(slug: ProbedPermission, needed: Requirement[]): string {
  const reading = slug.replace(/_write$/, "_read");
  return needed.some(({ permission }) => permission === reading) ? "Read" : "None";
}

function faultOf(
  { unusable, refused }: Findings,
  links: { list: string; create: string },
  roles: KeyRole[],
  t: Translate,
): KeyReport["fault"] {
  const create = { fix: t("admin.keys.fix.create", { roles: roles.join(", ") }), link: links.create };
  // Only a command meets such a text, in English: the shop does not start with it.
  if (unusable) return { sentence: `${unusable}; a restricted key belongs here.`, ...create };
  if (!refused) return null;
  const allow = { fix: t("admin.keys.fix.allow"), link: links.list };
  return { sentence: t(`admin.keys.refused.${refused}`), ...(refused === "address" ? allow : create) };
}

/** What is wrong with the keys together, and the fix. */
export function describeAccountFault(
  { configured, keys }: AccountFault,
  locale = "en-GB",
): { sentence: string; fix: string } {
  const t = translator(locale);
  const list = new Intl.ListFormat(locale);
  const named = keys
    .map(({ variables, account }) =>
      t("admin.keys.account.keysOf", { variables: list.format(variables), account }),
    )
    .join("; ");
  if (configured === null)
    return {
      sentence: t("admin.keys.account.different.sentence", { keys: named }),
      fix: t("admin.keys.account.different.fix"),
    };
  const variable = "STRIPE_ACCOUNT";
  return {
    sentence: t("admin.keys.account.other.sentence", { variable, account: configured, keys: named }),
    fix: t("admin.keys.account.other.fix", { account: configured, command: "npm run setup:stripe" }),
  };
}
