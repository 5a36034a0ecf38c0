import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { lstat, mkdir, readdir, rename } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { BackupFile } from "./manifest.ts";

/** Writes what streams in to a file of the backup, only for its owner to read. @returns it with its checksum */
export async function writeBackupFile(
  folder: string,
  path: string,
  source: Readable,
  ...through: Transform[]
): Promise<BackupFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const place = join(folder, ...path.split("/"));
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  const target = createWriteStream(place, { mode: 0o600, flags: "wx", flush: true });
  await pipeline([source, ...through, measure, target]);
  return { path, bytes, sha256: hash.digest("hex") };
}

/** Copies every file below a folder into the backup; one that is removed meanwhile is left out. */
export async function copyIntoBackup(
  from: string,
  folder: string,
  name: string,
  onFile: (done: number) => void,
): Promise<BackupFile[]> {
  const copied: BackupFile[] = [];
  const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const place = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !(await lstat(place).catch(() => null))) continue;
    const path = [name, ...relative(from, place).split(sep)].join("/");
    copied.push(await writeBackupFile(folder, path, createReadStream(place)));
    onFile(copied.length);
  }
  return copied;
}

/** Puts a file of the backup in its place, at once: a crash leaves the former or the whole new one. */
export async function putFile(folder: string, { path }: BackupFile, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.restoring`;
  const source = createReadStream(join(folder, ...path.split("/")));
  await pipeline(source, createWriteStream(temporary, { mode: 0o600, flush: true }));
  await rename(temporary, target);
}
