import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import type { Confirmation } from "../../../server/page-cache/change-catalog.ts";
import { listen, useCatalog } from "../../support/page-cache-fixture.ts";

useCatalog();

describe("an import", () => {
  const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Collection\n";

  function makeFile() {
    const folder = mkdtempSync(join(tmpdir(), "latchkey-announce-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return join(folder, "file.csv");
  }

  it("names the pages that were and that are, and returns when they are forgotten", async () => {
    const file = makeFile();
    const heard = await listen();
    const told = async (rows: string) => {
      writeFileSync(file, header + rows);
      heard.length = 0;
      await importProducts(file, { currency: "eur", allowsRemovals: true });
      return heard
        .flat()
        .filter((path) => /vase|old|new/.test(path))
        .toSorted();
    };
    await told("vase,Vase,Size,Tall,10,Old\n");
    expect(await told("vase,Vase,Size,Small,10,New\n")).toEqual([
      "/collections/new",
      "/collections/old",
      "/products/vase",
      "/products/vase/small",
      "/products/vase/tall",
    ]);
    expect(await told("vase,Vase,Size,Small,10,New\n")).toEqual([]);
  });

  it("tells while it waits how many web processes have confirmed, and a dry run waits for none", async () => {
    const file = makeFile();
    writeFileSync(file, `${header}vase,Vase,Size,Small,11,New\n`);
    await listen();
    const gate = Promise.withResolvers<void>();
    await listen(() => gate.promise);
    const seen: Confirmation[] = [];
    const onWait = (pages: Confirmation) => {
      seen.push(pages);
      if (pages.confirmed === 1) gate.resolve();
    };
    const options = { currency: "eur", allowsRemovals: true, onWait };
    expect(await importProducts(file, { ...options, isDryRun: true })).toMatchObject({
      updated: 1,
      pages: { confirmed: 0, unconfirmed: 0 },
    });
    expect(seen).toEqual([]);
    expect((await importProducts(file, options)).pages).toEqual({ confirmed: 2, unconfirmed: 0 });
    expect(seen.at(0)).toEqual({ confirmed: 0, unconfirmed: 2 });
    expect(seen.at(-1)).toEqual({ confirmed: 2, unconfirmed: 0 });
  });
});
