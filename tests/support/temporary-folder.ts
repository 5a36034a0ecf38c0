import { chmodSync, mkdirSync, mkdtempSync } from "node:fs";
import { join, resolve } from "node:path";

/** A new folder below .data/ that the database's user can enter too. @returns its absolute path */
export function makeTemporaryFolder(name: string): string {
  mkdirSync(".data", { recursive: true });
  const folder = mkdtempSync(resolve(join(".data", `${name}-`)));
  chmodSync(folder, 0o755);
  return folder;
}
