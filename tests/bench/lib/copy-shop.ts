import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { SOURCES } from "../../../scripts/build.ts";
import { SetupError } from "../../../scripts/setup-error.ts";
import { startStep } from "./step.ts";

const COPY = ".data/bench/shop";
const COPIED = [...SOURCES, "prisma", "public", "package.json"];
const OVERLAY = "tests/bench/overlay";

/**
 * Builds a copy of the shop with an empty page and an empty POST route in it, so that both are of the same
 * build and no merchant's shop has them. Below the project's own folder, where it finds its node_modules.
 * @returns the copy's folder
 */
export function copyAndBuildShop(): string {
  const end = startStep("Build of a copy of the shop (a minute, unless nothing has changed)");
  const mark = join(COPY, ".next", "bench-fingerprint");
  const fingerprint = fingerprintOf([...COPIED, OVERLAY]);
  if (!existsSync(mark) || readFileSync(mark, "utf8") !== fingerprint) {
    rmSync(COPY, { recursive: true, force: true });
    mkdirSync(COPY, { recursive: true });
    for (const path of COPIED.filter((source) => existsSync(source))) {
      cpSync(path, join(COPY, path), { recursive: true });
    }
    cpSync(OVERLAY, COPY, { recursive: true });
    build();
    writeFileSync(mark, fingerprint);
  }
  end();
  return COPY;
}

function build(): void {
  const built = spawnSync(process.execPath, [resolve("node_modules/next/dist/bin/next"), "build"], {
    cwd: COPY,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (built.status === 0) return;
  throw new SetupError(
    `The shop could not be built:\n${built.stdout}${built.stderr}`,
    "Fix the file named above.",
  );
}

function fingerprintOf(paths: string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesBelow).toSorted()) hash.update(path).update(readFileSync(path));
  return hash.digest("hex");
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
