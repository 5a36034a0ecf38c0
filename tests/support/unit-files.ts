import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "tests/unit";
// Modules of these folders keep state: variables that are read once, limits, caches.
const NEEDS_PROCESS = /"(\.\.\/)+(app|scripts|server)\/|process\.env|globalThis|\bvi\./;

/**
 * The unit tests: those of pure code share their processes, as a third of their work is to start one for each file. A
 * test of what keeps state, or that changes what all modules see, has a process of its own.
 */
export function findUnitTests(): { sharing: string[]; alone: string[] } {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(FOLDER, name));
  const needsProcess = (file: string) => NEEDS_PROCESS.test(readFileSync(file, "utf8"));
  return {
    sharing: files.filter((file) => !needsProcess(file)),
    alone: files.filter(needsProcess),
  };
}
