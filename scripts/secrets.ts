import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { SetupError } from "./setup-error.ts";

const schema = z.object({
  databasePassword: z.string(),
  appSecret: z.string(),
  /** Next.js encrypts what it binds to server actions; the same key keeps forms of an older build working. */
  actionsKey: z.string(),
});

export type Secrets = z.infer<typeof schema>;

/** The installation's own secrets, made at first use and kept readable for its owner only. */
export function readSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const made: Secrets = {
      databasePassword: randomBytes(18).toString("base64url"),
      appSecret: randomBytes(32).toString("hex"),
      actionsKey: randomBytes(32).toString("base64"),
    };
    writeSecrets(file, made);
    return made;
  }
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new SetupError(
      `${file} cannot be read as this shop's secrets.`,
      "Restore it from a backup; order links depend on it.",
    );
  }
}

/** Replaces the file at once: a crash leaves the former or the new one. */
export function writeSecrets(file: string, secrets: Secrets): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(temporary, file);
}
