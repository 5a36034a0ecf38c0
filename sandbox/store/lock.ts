import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./setup-error.ts";

/** Two sandboxes on one journal would each miss the other's payments. Gives the function that unlocks. */
export function lockDirectory(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, "sandbox.pid");
  const holder = readPid(path);
  if (holder !== null && holder !== process.pid && isAlive(holder)) {
    throw new SetupError(
      `The data folder ${dataDir} is in use by another sandbox (process ${holder}). Stop that one, choose another folder with --data, or delete ${path} if that process is something else.`,
    );
  }
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

function readPid(path: string): number | null {
  try {
    return Number(readFileSync(path, "utf8")) || null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
