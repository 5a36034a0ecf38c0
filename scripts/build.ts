import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./setup-error.ts";

/** What a build is made of. */
export const SOURCES = [
  "app",
  "ui",
  "domain",
  "messages",
  "server",
  "prisma/schema",
  "instrumentation.ts",
  "proxy.ts",
  "scripts/cache-handler.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const MARK = ".next/latchkey-fingerprint";

/** Builds the shop unless the last build was made from these very files. @returns whether it built */
export function buildIfNeeded(): boolean {
  const fingerprint = fingerprintOf(SOURCES);
  if (existsSync(MARK) && readFileSync(MARK, "utf8") === fingerprint) return false;
  const built = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (built.status !== 0) {
    throw new SetupError(
      `The shop could not be built:\n${built.stdout}${built.stderr}`,
      "Fix the file named above, then start again.",
    );
  }
  writeFileSync(MARK, fingerprint);
  return true;
}

function fingerprintOf(paths: string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesBelow).toSorted()) hash.update(path).update(readFileSync(path));
  return hash.digest("hex");
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
