import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeOldParts, FLOORS, isBelow, newestNode } from "../../../scripts/floors.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";

const PACKAGES = Object.entries(FLOORS).filter(([name]) => name !== "node" && name !== "postgresql");
const CURRENT = { node: "24.22.1", postgres: "18.6" };
const folder = makeTemporaryFolder("node");
afterAll(() => rmSync(folder, { recursive: true }));

/** A program of this name that says it is a Node.js of this version. */
function installNode(version: string, below = "bin"): string {
  const path = join(folder, below);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "node"), `#!/bin/sh\necho v${version}\n`);
  chmodSync(join(path, "node"), 0o755);
  return path;
}

describe("H5: components with known holes", () => {
  it.each(PACKAGES)("H5 the installed %s is not older than its floor", (name, { version }) => {
    const installed = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
    expect(isBelow(installed.version, version), `${name} ${installed.version} < ${version}`).toBe(false);
  });

  it("H5 versions are compared number by number", () => {
    expect(isBelow("18.4", "18.6")).toBe(true);
    expect(isBelow("18.6", "18.6")).toBe(false);
    expect(isBelow("18.10", "18.6")).toBe(false);
    expect(isBelow("24.9.0", "24.22.1")).toBe(true);
    expect(isBelow("26.0.0", "24.22.1")).toBe(false);
  });

  it("H5 an old runtime and an old server are named with what a newer one fixes and what to do", () => {
    expect(describeOldParts(CURRENT)).toEqual([]);
    expect(describeOldParts({ ...CURRENT, node: "24.21.0" })).toEqual([
      expect.stringMatching(
        /^Node\.js 24\.21\.0 is older than 24\.22\.1, which fixes CVE-.*Install a newer Node\.js/,
      ),
    ]);
    expect(describeOldParts({ ...CURRENT, postgres: "18.4" })).toEqual([
      expect.stringMatching(/^PostgreSQL 18\.4 is older than 18\.6, which fixes CVE-.*in DATABASE_URL\.$/),
    ]);
  });

  it("H5 the machine's Node.js runs the shop where it is newer than the bundled one, and only there", () => {
    const bundled = { file: process.execPath, version: process.versions.node };
    const newer = installNode("99.0.0", "newer");
    expect(newestNode(newer)).toEqual({ file: join(newer, "node"), version: "99.0.0" });
    expect(newestNode(installNode("18.0.0", "older"))).toEqual(bundled);
    expect(newestNode(installNode("99.0.0", "node_modules/.bin"))).toEqual(bundled);
    expect(newestNode(installNode("nonsense", "broken"))).toEqual(bundled);
    expect(newestNode("")).toEqual(bundled);
  });
});
