import { CALLS, SETUP_CALLS } from "../../server/stripe/calls.ts";
import { describeFeature, SWITCH_WORDS, type Switches } from "../../server/stripe/keys/features.ts";
import {
  costOf,
  KEY_ROLES,
  type KeyRole,
  keyCreationLink,
  keyVariable,
  type Requirement,
  type RequiringCall,
  requirementsOf,
} from "../../server/stripe/keys/manifest.ts";
import { dashboardRow, type Evidence, surest } from "../../server/stripe/keys/permission.ts";
import { PROBES } from "../../server/stripe/keys/probes.ts";

export const PERMISSIONS_PAGE = "docs/stripe-permissions.md";

const PURPOSES: Record<KeyRole, string> = {
  checkout:
    "The shop opens the page where a shopper pays. The key can take payments and cannot make refunds.",
  reconciler: "The worker reads payments, refunds and disputes. The key can change nothing.",
  backoffice: "The admin makes refunds. The key can read and refund charges, and nothing else.",
  setup:
    "`npm run setup:stripe` creates the webhook endpoint with it. It is never stored: delete it afterwards. Not needed when you create the endpoint by hand.",
};

/** docs/stripe-permissions.md, from the declared calls: a unit test compares the two. */
export function renderPermissionsPage(): string {
  return `<!-- Written by npm run keys -- --write-docs from server/stripe/calls.ts. Do not edit. -->
# Stripe permissions

Latchkey holds restricted keys (\`rk_…\`) only, one for each role. This page says which rows of Stripe's form each key needs, and why. Every other row stays at **None**. It is generated from the calls that the code makes.

## Make the keys

Have three tabs open: Stripe's dashboard, a terminal in Latchkey's folder, and this page.

1. In the dashboard, choose test mode or live mode. All keys come from one mode; begin with test.
2. For each of the three roles below, open its link. Stripe's form appears with the boxes ticked. Stripe does not document such links, so **compare the form with the table** before you press *Create key*. Do not tick the header of a group: that ticks every row below it.
3. Copy each key into \`.env.local\` under the name in the heading. \`npm run setup:stripe\` asks for them one after the other, checks each, and creates the webhook endpoint too.
4. Run \`npm run keys\`. It tries every row, needed or not, with every key, and prints "Every key has exactly what it needs."

One key with all rows of the first three roles may stand for them: \`STRIPE_RESTRICTED_KEY\`. Three are safer: a thief of the checkout key cannot make refunds.

${KEY_ROLES.map(roleSection).join("\n\n")}

## What each switch costs

A part that is switched off needs no permission. \`npm run keys -- --list\` follows your configuration; the tables above show everything on.

| off | saves | what happens then |
| --- | --- | --- |
${(Object.keys(SWITCH_WORDS) as (keyof Switches)[]).map(switchRow).join("\n")}

## How to check

\`npm run keys\` sends requests that cannot change anything: it reads lists of one, or changes objects that do not exist. Stripe looks at the permission first, so 403 means that it is missing, and 200, 400 or 404 that it is there. Answers that say neither (429, 5xx, none) are retried and then reported as *unverified*, never as missing. The attempts appear as 4xx in the request log of your dashboard. To try one by hand (nothing is changed):

\`\`\`
${curlOf("charge_write")}
\`\`\`

\`npm run keys -- --candidate checkout\` tries a new key before it replaces the old one. The admin shows the same under *Keys*.

## How sure this is

Stripe publishes no list of which call needs which row. *Known*: ${HOW_SURE.known}. *Likely*: ${HOW_SURE.likely}. *Inferred*: ${HOW_SURE.inferred}. A row that is marked "comes with" another is likely included in it; tick it anyway.

| call | operation | permission | confidence | source |
| --- | --- | --- | --- | --- |
${KEY_ROLES.flatMap(evidenceRows).join("\n")}
`;
}

const HOW_SURE: Record<Evidence["confidence"], string> = {
  known: "Stripe's documentation or a recorded answer of Stripe says so",
  likely: "several others say so, or a general rule of Stripe's covers it",
  inferred: "no source confirms it",
};

function roleSection(role: KeyRole): string {
  const rows = requirementsOf(role).flatMap(requirementRows);
  return `## ${keyVariable(role)}

${PURPOSES[role]}

Create it: [in test mode](${keyCreationLink(role, "test")}) · [in live mode](${keyCreationLink(role, "live")})

| row in the dashboard | slug | needed for | without it | confidence |
| --- | --- | --- | --- | --- |
${rows.join("\n")}`;
}

/** One line for each feature; the first also has the row of the form. */
function requirementRows({ permission, calls, broughtBy }: Requirement): string[] {
  const from = broughtBy.map((other) => dashboardRow(other)).join(", ");
  return [...new Set(calls.map(({ feature }) => feature))].map((id, index) => {
    const evidence = calls.flatMap((call) => (call.feature === id ? [call.evidence] : []));
    const row = `**${dashboardRow(permission)}**${from ? ` (comes with ${from})` : ""}`;
    const names = index === 0 ? [row, `\`${permission}\``] : ["", ""];
    const { words, without } = describeFeature(id);
    return `| ${[...names, words, without, surest(evidence)].join(" | ")} |`;
  });
}

function switchRow(name: keyof Switches): string {
  const { off, instead } = SWITCH_WORDS[name];
  const saved = costOf(name).map(({ role, permission }) => `${dashboardRow(permission)} (${role})`);
  return `| ${off} | ${saved.join(", ") || "nothing"} | ${instead} |`;
}

function evidenceRows(role: KeyRole): string[] {
  return Object.entries({ ...CALLS, ...SETUP_CALLS })
    .filter(([, call]) => call.role === role)
    .flatMap(([name, { operation, evidence }]) =>
      Object.entries(evidence).map(
        ([slug, { confidence, source }]: [string, RequiringCall["evidence"]]) =>
          `| ${name} | \`${operation}\` | \`${slug}\` | ${confidence} | ${source} |`,
      ),
    );
}

function curlOf(slug: keyof typeof PROBES): string {
  const {
    method,
    path,
    form = {},
  }: { method: string; path: string; form?: Record<string, string> } = PROBES[slug];
  const data = Object.entries(form).map(([name, value]) => ` -d ${name}=${value}`);
  return `curl -X ${method} https://api.stripe.com${path}${data.join("")} -u "$STRIPE_BACKOFFICE_KEY:"`;
}
