import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const dir = mkdtempSync(join(tmpdir(), "latchkey-command-"));
beforeAll(async () => {
  await useDatabase();
  useEnvironment({ DATA_DIR: dir });
});
afterAll(() => rmSync(dir, { recursive: true }));

function run(...options: string[]) {
  const command = [
    "node_modules/tsx/dist/cli.mjs",
    "--conditions=react-server",
    "scripts/import.ts",
    ...options,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("npm run catalog:import", () => {
  it("imports a file and reports", () => {
    const { status, stdout, stderr } = run("tests/fixtures/catalog/shop.csv");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(
      "4 products with 6 variants and 6 pictures:\n  4 created, 0 updated, 0 unchanged, 0 refused",
    );
    expect(JSON.parse(run("tests/fixtures/catalog/shop.csv", "--dry-run", "--json").stdout)).toMatchObject({
      isDryRun: true,
      unchanged: 4,
    });
  }, 90_000);

  it("names each refused line and ends with 1", () => {
    const { status, stdout } = run("tests/fixtures/catalog/broken.csv");
    expect(status).toBe(1);
    expect(stdout).toContain(
      'line 3, no-number: The Variant Price: "ten" is not an amount such as 12.50. Enter it',
    );
    expect(stdout).toContain("line 27: The Handle is empty.");
    expect(stdout).toContain("3 created, 0 updated, 0 unchanged, 23 refused");
  });

  it.each([
    [["none.csv"]],
    [["tests"]],
    [[]],
    [["a.csv", "b.csv"]],
    [["a.csv", "--nonsense"]],
    [["a.csv", "--currency", "euro"]],
  ])("says what to do when it cannot begin, without a stack: %j", (options) => {
    const { status, stderr } = run(...options);
    expect(status).toBe(1);
    expect(stderr).toMatch(/\nFix: .+\n/);
    expect(stderr).not.toContain("    at ");
  });

  it("prints its help when asked", () => {
    expect(run("--help")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("--dry-run"),
      stderr: "",
    });
  });
});
