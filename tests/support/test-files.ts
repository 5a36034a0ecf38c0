import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// What replaces a module replaces it for the whole process.
const REPLACES_MODULES = /^vi\.mock\(/m;

/** @returns the tests in these folders, and those of them that need a process of their own */
export function findTestFiles(folders: string[]): { all: string[]; alone: string[] } {
  const all = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => join(folder, name)),
  );
  return { all, alone: all.filter((file) => REPLACES_MODULES.test(readFileSync(file, "utf8"))) };
}
