// The last check of npm test: what all tests together asked of Stripe, against what the code declares, both ways.
import { readdirSync, readFileSync } from "node:fs";
import { CALLS, SETUP_CALLS } from "../../server/stripe/calls.ts";
import { PROBES } from "../../server/stripe/keys/probes.ts";
import { CALLS_FOLDER } from "./record-calls.ts";

const ROLES = ["checkout", "reconciler", "backoffice", "setup"];

const declared = new Set(
  Object.values({ ...CALLS, ...SETUP_CALLS }).map(
    ({ role, operation }) => `${role} ${operation.replaceAll(/\{\w+\}/g, ":id")}`,
  ),
);
// Trying a key is declared in a table of its own; any key may be tried for any permission.
const probes = new Set(
  Object.values(PROBES).flatMap(({ method, path }) => {
    const route = `${method} ${path.replace(/\?.*/, "").replace(/[a-z_]*_absent/, ":id")}`;
    return ROLES.map((role) => `${role} ${route}`);
  }),
);
const asked = new Set(
  readdirSync(CALLS_FOLDER).flatMap((file) =>
    readFileSync(`${CALLS_FOLDER}/${file}`, "utf8").split("\n").filter(Boolean),
  ),
);

const undeclared = [...asked].filter((call) => !declared.has(call) && !probes.has(call));
const unused = [...declared].filter((call) => !asked.has(call));
for (const call of undeclared) console.error(`  asked and not declared: ${call}`);
for (const call of unused) console.error(`  declared and never asked: ${call}`);
console.log(`  ${asked.size} kinds of requests, ${declared.size} declared`);
process.exit(undeclared.length + unused.length === 0 ? 0 : 1);
