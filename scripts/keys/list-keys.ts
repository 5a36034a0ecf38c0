import { describeFeature, readSwitches } from "../../server/stripe/keys/features.ts";
import {
  KEY_ROLES,
  keyCreationLink,
  keyVariable,
  requirementsOf,
} from "../../server/stripe/keys/manifest.ts";
import { dashboardRow } from "../../server/stripe/keys/permission.ts";

/** What each key needs and a link that creates it, for this configuration; no request is made. */
export function listKeys(mode: "test" | "live", isJson: boolean): void {
  // Not set yet does not mean switched off: a shop that is being set up will have a webhook. An empty value does.
  const switches = readSwitches({ STRIPE_WEBHOOK_SECRET: "set", ...process.env });
  const roles = KEY_ROLES.map((role) => ({
    role,
    variable: keyVariable(role),
    link: keyCreationLink(role, mode, switches),
    permissions: requirementsOf(role, switches).map(({ permission, calls }) => ({
      permission,
      row: dashboardRow(permission),
      features: [...new Set(calls.map(({ feature }) => describeFeature(feature).words))],
    })),
  }));
  if (isJson) {
    console.log(JSON.stringify({ mode, switches, roles }, null, 2));
    return;
  }
  for (const { role, variable, link, permissions } of roles) {
    const use = role === "setup" ? "for npm run setup:stripe only; delete it afterwards" : role;
    console.log(`\n${variable}  (${use})`);
    if (permissions.length === 0) console.log("  needs no permission: its features are switched off");
    for (const { row, features } of permissions) console.log(`  ${row.padEnd(28)} ${features.join("; ")}`);
    if (permissions.length > 0) console.log(`  Create it: ${link}`);
  }
  console.log(
    "\nThe link ticks the boxes; Stripe does not document it, so compare them with the rows above.",
  );
  console.log("Leave every other row at None. Then run npm run keys to check the keys.");
}
