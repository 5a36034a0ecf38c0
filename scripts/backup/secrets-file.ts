import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { z } from "zod";
import { SetupError } from "../setup-error.ts";
import { type BackupFile, SECRETS_FILE } from "./manifest.ts";
import { writeBackupFile } from "./write-file.ts";

const CIPHER = "aes-256-gcm";
// OWASP's first choice for scrypt: 128 MB and a third of a second for each guess.
const COST = { N: 2 ** 17, r: 8, p: 1 };
const MAX_MEMORY = 256 * 1024 * 1024;

const base64 = z.base64().transform((text) => Buffer.from(text, "base64"));
const sealedSchema = z.object({ salt: base64, iv: base64, tag: base64, encrypted: base64 });

/** The password of the database is not among them: it belongs to the files of the database, not to the shop. */
const secretsSchema = z.object({ appSecret: z.string(), actionsKey: z.string() });
export type ShopSecrets = z.infer<typeof secretsSchema>;

const keyOf = (passphrase: string, salt: Buffer) =>
  scryptSync(passphrase.normalize("NFC"), salt, 32, { ...COST, maxmem: MAX_MEMORY });

/** Writes the shop's secrets into the backup, encrypted. */
export function sealSecrets(folder: string, passphrase: string, secrets: ShopSecrets): Promise<BackupFile> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(CIPHER, keyOf(passphrase, salt), iv);
  const encrypted = Buffer.concat([cipher.update(JSON.stringify(secrets), "utf8"), cipher.final()]);
  const parts = { salt, iv, tag: cipher.getAuthTag(), encrypted };
  const text = Object.entries(parts).map(([name, bytes]) => [name, bytes.toString("base64")]);
  return writeBackupFile(folder, SECRETS_FILE, Readable.from([JSON.stringify(Object.fromEntries(text))]));
}

/** @throws SetupError for another passphrase */
export function unsealSecrets(file: string, passphrase: string): ShopSecrets {
  const { salt, iv, tag, encrypted } = sealedSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(passphrase, salt), iv).setAuthTag(tag);
    const text = Buffer.concat([decipher.update(encrypted), decipher.final()]).toString("utf8");
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    throw new SetupError(
      "This is not the passphrase of the backup.",
      "run it again with the one that the backup was made with. Nothing was changed.",
    );
  }
}
