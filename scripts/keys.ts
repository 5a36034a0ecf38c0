// npm run keys: which permissions each key needs, from the declared calls.
import { parseArgs } from "node:util";
import { dashboardRow, keyCreationLink, ROLES, requirementsOf } from "../server/stripe/manifest.ts";
import { runCommand } from "./setup-error.ts";

const HELP = `npm run keys             the restricted keys of a shop, with the exact permissions of each
npm run keys -- --json   the same for machines
npm run keys -- --live   links for live keys; without it for test keys`;

runCommand(async () => {
  const { values } = parseArgs({
    options: { json: { type: "boolean" }, live: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return console.log(HELP);
  const mode = values.live ? "live" : "test";
  const roles = ROLES.map((role) => ({
    role,
    variable: `STRIPE_${role.toUpperCase()}_KEY`,
    link: keyCreationLink(role, mode),
    permissions: requirementsOf(role).map(({ permission, calls }) => ({
      permission,
      row: dashboardRow(permission),
      features: [...new Set(calls.map(({ feature }) => feature))],
    })),
  }));
  if (values.json) return console.log(JSON.stringify({ mode, roles }, null, 2));
  for (const { role, variable, link, permissions } of roles) {
    console.log(`\n${variable}  (${role})`);
    for (const { row, features } of permissions) console.log(`  ${row.padEnd(28)} ${features.join("; ")}`);
    console.log(`  Create it: ${link}`);
  }
  console.log(
    "\nThe link ticks the boxes; Stripe does not document it, so compare them with the rows above.",
  );
  console.log("Everything that is not listed stays at None.");
});
