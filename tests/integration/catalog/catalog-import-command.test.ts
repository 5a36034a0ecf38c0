import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { TSX } from "../../support/tsx.ts";

const dir = mkdtempSync(join(tmpdir(), "latchkey-command-"));
beforeAll(async () => {
  await useDatabase();
  useEnvironment({ DATA_DIR: dir });
});
afterAll(() => rmSync(dir, { recursive: true }));

function run(...options: string[]) {
  const command = [...TSX, "scripts/import.ts", ...options];
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
  });

  it("R-F3 M14 says once and loudly what has no stock, and what is not counted", () => {
    const file = join(dir, "stock.csv");
    const header = "Handle,Title,Variant Inventory Tracker,Variant Inventory Policy,Variant Price\n";
    writeFileSync(
      file,
      `${header}bell,Bell,shopify,deny,12\nhorn,Horn,shopify,deny,12\npattern,Pattern,,deny,6\n`,
    );
    const { status, stdout } = run(file);
    expect(status).toBe(0);
    expect(stdout.match(/^NO STOCK: the file has no quantity for 2 variants that are new/gm)).toHaveLength(1);
    expect(stdout.match(/^NOT COUNTED: 1 variant without a tracker/gm)).toHaveLength(1);
  });

  it("R-F5 M3 M4 takes --allow-removals and --stock, and names what a file would remove", () => {
    const file = join(dir, "lamp.csv");
    writeFileSync(file, "Handle,Title,Vendor,Variant Inventory Qty,Variant Price\nlamp,Lamp,Maker,5,12\n");
    expect(run(file).status).toBe(0);
    writeFileSync(file, "Handle,Title,Vendor,Variant Inventory Qty,Variant Price\nlamp,Lamp,,9,12\n");
    const refused = run(file, "--dry-run");
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stdout).toContain("line 2, lamp: This would remove the vendor.");
    const tried = run(file, "--dry-run", "--allow-removals").stdout;
    expect(tried).toContain("Would be removed:\n  line 2, lamp: the vendor");
    expect(tried).toContain("The stock of 1 variant stays as it is");
    const done = run(file, "--allow-removals", "--stock", "add");
    expect(done).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("Removed:\n  line 2, lamp: the vendor"),
    });
    expect(done.stdout).not.toContain("stays as it is");
  });

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
    [["a.csv", "--stock", "more"]],
    [["tests/fixtures/catalog/shop.csv", "--currency", "usd"]],
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
