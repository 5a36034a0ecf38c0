// npm run keys: checks that each key has exactly the permissions that its role needs.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { KeysReport } from "../domain/stripe-keys/key-report.ts";
import { readSwitches } from "../server/stripe/keys/features.ts";
import { examineKeys } from "../server/stripe/keys/key-doctor.ts";
import { KEY_ROLES } from "../server/stripe/keys/manifest.ts";
import { findKeys, NoSandboxError, takeCandidate } from "./keys/find-keys.ts";
import { listKeys } from "./keys/list-keys.ts";
import { PERMISSIONS_PAGE, renderPermissionsPage } from "./keys/permissions-page.ts";
import { printReport, showProgress } from "./keys/print-report.ts";
import { runCommand, SetupError } from "./setup-error.ts";

const HELP = `npm run keys                          checks the permissions of each key; changes nothing at Stripe
npm run keys -- --json                the same as JSON
npm run keys -- --candidate checkout  checks a new key before it replaces the old one; paste it when asked,
                                      pipe it in, or set STRIPE_CANDIDATE_KEY
npm run keys -- --list [--live]       lists what each key needs, with links that create it; no request to Stripe
npm run keys -- --write-docs          writes ${PERMISSIONS_PAGE}

Exits with code 0 when every key has exactly what it needs, 1 when a permission is missing or in excess,
2 when this could not be checked. In the merchant's request log at Stripe the attempts appear as 4xx.`;

const EXIT_CODES: Record<KeysReport["verdict"], number> = { exact: 0, wrong: 1, unverified: 2 };

runCommand(async () => {
  const { values } = readArguments();
  if (values.help) return console.log(HELP);
  if (values["write-docs"]) return writeFileSync(PERMISSIONS_PAGE, renderPermissionsPage());
  if (values.list || values.live || values.link) {
    listKeys(values.live ? "live" : "test", values.json === true);
    return;
  }
  const report = await examine(values.candidate);
  if ("away" in report) {
    console.log(
      values.json
        ? JSON.stringify({ verdict: "unverified", keys: [], reason: report.away }, null, 2)
        : report.away,
    );
    process.exitCode = EXIT_CODES.unverified;
    return;
  }
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else printReport(report, values.candidate);
  process.exitCode = EXIT_CODES[report.verdict];
});

function readArguments() {
  try {
    return parseArgs({
      options: {
        candidate: { type: "string" },
        json: { type: "boolean" },
        list: { type: "boolean" },
        link: { type: "boolean" },
        live: { type: "boolean" },
        "write-docs": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    // Not the argument itself: it may be a key that was pasted in the wrong place.
    const { code } = error as { code?: string };
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    throw new SetupError("This command has no such option.", "npm run keys -- --help lists them.");
  }
}

async function examine(candidate: string | undefined): Promise<KeysReport | { away: string }> {
  try {
    const roles = candidate === undefined ? null : rolesOf(candidate);
    const found = roles ? await takeCandidate(roles, candidate ?? "") : await findKeys();
    return await examineKeys({
      ...found,
      // Not set yet does not mean switched off: a shop that is being set up will have a webhook. An empty value does.
      switches: readSwitches({ STRIPE_WEBHOOK_SECRET: "set", ...process.env }),
      onProgress: showProgress(),
    });
  } catch (error) {
    if (error instanceof NoSandboxError) return { away: error.message };
    throw error;
  }
}

function rolesOf(candidate: string) {
  const roles = KEY_ROLES.filter(
    (role) => role === candidate || (candidate === "restricted" && role !== "setup"),
  );
  if (roles.length > 0) return roles;
  throw new SetupError(
    "After --candidate comes the role of the new key, never the key itself.",
    `one of ${[...KEY_ROLES, "restricted"].join(", ")}; restricted is one key for the whole shop.`,
  );
}
