// npm run admin:create: creates an account for the admin, or sets a new password for one.
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Role } from "../server/accounts/permissions.ts";
import { migrate } from "./database.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import { openShopEnvironment, useNoStripe as standInForStripe } from "./shop-environment.ts";

const ROLES = ["owner", "staff", "viewer"] as const satisfies readonly Role[];

const HELP = `npm run admin:create -- --email you@example.com [options]

  --name NAME          the name that the admin shows (default: the email address)
  --role ROLE          owner, staff or viewer (default: owner)
                         viewer  sees everything, changes nothing
                         staff   also refunds and changes the catalog
                         owner   also changes settings
  --password PASSWORD  12 to 128 characters (default: one is generated and printed)
  --reset-password     sets a new password for an existing account and signs it out everywhere
  --help               prints this text`;

const Options = z.object({
  email: z.email("is not a valid email address").max(254),
  name: z.string().trim().min(1).max(100).optional(),
  role: z.enum(ROLES, `must be one of ${ROLES.join(", ")}`).default("owner"),
  password: z
    .string()
    .min(12, "must have at least 12 characters")
    .max(128, "must have at most 128 characters")
    .optional(),
  "reset-password": z.boolean().default(false),
});

runCommand(async () => {
  const given = readArguments();
  if (given.help) return console.log(HELP);
  if (given.email === undefined) throw new SetupError("No email address was given.", HELP);
  const parsed = Options.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `--${path.join(".")} ${message}`);
    throw new SetupError(`${faults.join("; ")}.`, "npm run admin:create -- --help");
  }
  const database = await openShopEnvironment();
  standInForStripe();
  await migrate(database.url);
  const { closeDb } = await import("../server/platform/db.ts");
  try {
    await createOrReset(parsed.data);
  } finally {
    await closeDb();
  }
});

async function createOrReset({ email, name, role, password, ...options }: z.infer<typeof Options>) {
  const { newPassword, resetPassword, saveAdmin } = await import("../server/accounts/save-admin.ts");
  const chosen = password ?? newPassword();
  const isMade = options["reset-password"]
    ? await resetPassword(email, chosen)
    : await saveAdmin({ email, name: name ?? email, role, password: chosen });
  if (!isMade && options["reset-password"]) {
    throw new SetupError(`There is no account for ${email}.`, `npm run admin:create -- --email ${email}`);
  }
  if (!isMade) {
    throw new SetupError(
      `An account for ${email} already exists; nothing was changed.`,
      `To set a new password for it: npm run admin:create -- --email ${email} --reset-password`,
    );
  }
  console.log(
    options["reset-password"] ? `${email} has a new password.` : `${email} can now sign in as ${role}.`,
  );
  if (password === undefined) console.log(`Password, shown only now: ${chosen}`);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        email: { type: "string" },
        name: { type: "string" },
        role: { type: "string" },
        password: { type: "string" },
        "reset-password": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run admin:create -- --help");
  }
}
