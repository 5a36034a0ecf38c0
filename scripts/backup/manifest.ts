// What a backup consists of: one file that names all others with their checksums, so that nothing is taken for whole that is not.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { SetupError } from "../setup-error.ts";

const FORMAT = 1;
const FILE = "manifest.json";
export const SECRETS_FILE = "secrets.json";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);
/** Below the backup's folder, with slashes on every system. */
const path = z.string().refine((text) => !/^\/|\\|:|(^|\/)\.\.?(\/|$)/.test(text));
const file = z.object({ path, bytes: count, sha256 });

const contentsSchema = z.object({
  format: z.literal(FORMAT),
  /** The version of Latchkey that made it. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  /** Names the shop in Stripe's metadata; null: made before a shop had one. */
  shopId: z.string().nullable(),
  /** The schema of the tables. */
  migrations: z.array(z.string().regex(/^\w+$/)).min(1),
  tables: z.array(z.object({ name, columns: z.array(name).min(1), rows: count, file })),
  /** The last number that each sequence gave; null: none. */
  sequences: z.array(z.object({ name, last: z.string().regex(/^\d+$/).nullable() })),
  pictures: z.array(file),
  /** The sandbox's objects, of a shop that uses it. */
  sandbox: file.nullable(),
  /** Encrypted with the passphrase; null: made --without-secrets. */
  secrets: file.nullable(),
});
const manifestSchema = z.object({ sha256, contents: z.unknown() });

export type Manifest = z.infer<typeof contentsSchema>;
export type BackupFile = z.infer<typeof file>;

const digest = (contents: unknown) => createHash("sha256").update(JSON.stringify(contents)).digest("hex");

/** What tells this backup from every other. */
export const identify = digest;

/** Written last: a folder without it is no backup. */
export function writeManifest(folder: string, contents: Omit<Manifest, "format">): Manifest {
  const whole = contentsSchema.parse({ format: FORMAT, ...contents });
  const text = JSON.stringify({ sha256: digest(whole), contents: whole }, null, 1);
  writeFileSync(join(folder, FILE), `${text}\n`, { mode: 0o600, flush: true });
  return whole;
}

/** @throws SetupError when the folder holds no backup, a broken one, or one that this version cannot read */
export function readManifest(folder: string): Manifest {
  const place = join(folder, FILE);
  if (!existsSync(place))
    throw new SetupError(
      `${folder} holds no whole backup: it has no ${FILE}.`,
      "name the folder that npm run backup printed; one whose name ends in .partial was broken off.",
    );
  try {
    const { sha256: expected, contents } = manifestSchema.parse(JSON.parse(readFileSync(place, "utf8")));
    if (digest(contents) !== expected) throw new Error("its checksum is another");
    const format = z.object({ format: z.number() }).parse(contents).format;
    if (format > FORMAT) throw newerBackup(z.object({ version: z.string() }).parse(contents).version);
    return contentsSchema.parse(contents);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw damaged(FILE);
  }
}

export const newerBackup = (version: string): SetupError =>
  new SetupError(
    `This backup was made by a newer version of Latchkey (${version}).`,
    "update this installation first (git pull && npm ci), then restore. Nothing was changed.",
  );

const damaged = (name: string): SetupError =>
  new SetupError(
    `${name} of this backup is damaged or missing.`,
    "take another copy of the backup, or an older backup. Nothing was changed.",
  );

export const filesOf = ({ tables, pictures, sandbox, secrets }: Manifest): BackupFile[] => [
  ...tables.map((table) => table.file),
  ...pictures,
  ...[sandbox, secrets].filter((one) => one !== null),
];

/**
 * Reads every file of the backup once.
 * @throws SetupError naming the first that is not what was written
 */
export async function verifyFiles(
  folder: string,
  manifest: Manifest,
  onFile: (done: number, of: number) => void,
): Promise<void> {
  const files = filesOf(manifest);
  for (const [index, { path: name, bytes, sha256: expected }] of files.entries()) {
    const place = join(folder, name);
    const found = await stat(place).catch(() => null);
    if (found?.size !== bytes) throw damaged(name);
    const hash = createHash("sha256");
    await pipeline(createReadStream(place), hash);
    if (hash.digest("hex") !== expected) throw damaged(name);
    onFile(index + 1, files.length);
  }
}
