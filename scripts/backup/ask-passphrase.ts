import { openAsk } from "../ask.ts";
import { SetupError } from "../setup-error.ts";

const VARIABLE = "BACKUP_PASSPHRASE";
const MIN_LENGTH = 12;

/**
 * The passphrase that encrypts the secrets of a backup: from the environment, else asked for or piped in. Never an
 * argument, which every program on the machine may read.
 * @param isNew asked twice, and refused when it is short
 */
export async function askPassphrase(isNew: boolean): Promise<string> {
  const passphrase = process.env[VARIABLE] || (await ask(isNew));
  // The commands that this one starts have no use for it.
  delete process.env[VARIABLE];
  if (isNew && passphrase.length < MIN_LENGTH)
    throw new SetupError(
      `The passphrase must have at least ${MIN_LENGTH} characters.`,
      "choose a longer one, such as five words, and keep it where the backup is not.",
    );
  return passphrase;
}

async function ask(isNew: boolean): Promise<string> {
  const prompt = openAsk(`set ${VARIABLE}, or pipe the passphrase in.`);
  try {
    const given = await prompt.line("Passphrase for the secrets: ", { isSecret: true });
    if (!isNew || !process.stdin.isTTY) return given;
    if ((await prompt.line("Once more: ", { isSecret: true })) === given) return given;
    throw new SetupError("The two passphrases differ.", "run it again.");
  } finally {
    prompt.close();
  }
}
