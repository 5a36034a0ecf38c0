// npm run admin:create: creates an account for the admin, or sets a new password for one.
import { parseArgs } from "node:util";
import { z } from "zod";
import { ROLES } from "../domain/accounts/roles.ts";
import { openAsk } from "./ask.ts";
import { migrate } from "./database.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import { openShopEnvironment, useNoStripe as standInForStripe } from "./shop-environment.ts";

const HELP = `npm run admin:create -- --email you@example.com [options]

  --name NAME          the name that the admin shows (default: the email address)
  --role ROLE          owner, manager, fulfillment, accountant or viewer (default: owner); /admin/people lists what each may do
  --password-stdin     reads the password from standard input; without it, the command prints a link that works once,
                       for a day, by which the person sets it
  --reset-password     the same for an existing account, which is signed out everywhere when it has its new password
  --help               prints this text`;

const Options = z.object({
  email: z.email("is not a valid email address").max(254),
  name: z.string().trim().min(1).max(100).optional(),
  role: z.enum(ROLES, `must be one of ${ROLES.join(", ")}`).default("owner"),
  "password-stdin": z.boolean().default(false),
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
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "PasswordRefusedError") throw error;
    throw new SetupError(
      error.message,
      "Choose a longer one that is neither common nor the shop's or person's name.",
    );
  } finally {
    await closeDb();
  }
});

async function createOrReset({ email, name, role, ...options }: z.infer<typeof Options>) {
  const isReset = options["reset-password"];
  const password = options["password-stdin"] ? await readPassword() : null;
  const { makePasswordLink, resetPassword, saveAdmin } = await import("../server/accounts/save-admin.ts");
  const isKnown = isReset
    ? password === null || (await resetPassword(email, password))
    : await saveAdmin({ email, name: name ?? email, role, password });
  const link = isKnown && password === null ? await makePasswordLink(email) : null;
  if (isReset && (!isKnown || (password === null && link === null)))
    throw new SetupError(`There is no account for ${email}.`, `npm run admin:create -- --email ${email}`);
  if (!isKnown)
    throw new SetupError(
      `An account for ${email} already exists; nothing was changed.`,
      `To set a new password for it: npm run admin:create -- --email ${email} --reset-password`,
    );
  if (link !== null) return console.log(`${email} sets a password here, once and within a day:\n  ${link}`);
  console.log(isReset ? `${email} has a new password.` : `${email} can now sign in as ${role}.`);
}

/** Never from an argument: other users of the machine see those, and the shell keeps them. */
async function readPassword(): Promise<string> {
  const ask = openAsk();
  try {
    return await ask.line("Password: ", { isSecret: true });
  } finally {
    ask.close();
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        email: { type: "string" },
        name: { type: "string" },
        role: { type: "string" },
        "password-stdin": { type: "boolean" },
        "reset-password": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run admin:create -- --help");
  }
}
