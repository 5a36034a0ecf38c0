import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startImport, undoImport } from "../../../server/catalog/import/runs/change-import.ts";
import { getImport } from "../../../server/catalog/import/runs/get-import.ts";
import { receiveFile } from "../../../server/catalog/import/runs/receive-file.ts";
import { continueImports } from "../../../server/catalog/import/runs/run-imports.ts";
import { closeDb, db } from "../../../server/platform/db.ts";
import { closeQueue } from "../../../server/platform/queue.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { isLong } from "../../support/scale.ts";
import { signInAs } from "../accounts/admin-browser.ts";

const PRODUCTS = 10_000;
const MAX_GROWTH_MB = 400;

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  await signInAs("manager");
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

function largeFile(): File {
  const header =
    "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Collection\n";
  const rows = Array.from({ length: PRODUCTS }, (_, at) =>
    ["Small", "Medium", "Large"]
      .map((size, part) =>
        part === 0
          ? `p-${at},Product ${at},${"A plain text about it. ".repeat(20)},Size,${size},S-${at}-${part},10.00,5,Group ${at % 20}`
          : `p-${at},,,,${size},S-${at}-${part},12.00,5,`,
      )
      .join("\n"),
  );
  return new File([`${header}${rows.join("\n")}\n`], "large.csv", { type: "text/csv" });
}

/** Works through what waits, and reads meanwhile how far it is, as the page does. */
async function watch(id: string): Promise<{ seen: number[]; seconds: number }> {
  const seen: number[] = [];
  const beganAt = Date.now();
  const timer = setInterval(async () => {
    const done = (await getImport(id).catch(() => null))?.summary.done ?? 0;
    if (done !== seen.at(-1)) seen.push(done);
  }, 1_000);
  await continueImports();
  clearInterval(timer);
  return { seen, seconds: Math.round((Date.now() - beganAt) / 1_000) };
}

describe.skipIf(!isLong)("a file of 10,000 products with three variants each", () => {
  it("is checked, imported and undone with progress, in bounded memory", { timeout: 7_200_000 }, async () => {
    const before = process.memoryUsage().rss;
    const received = await receiveFile(largeFile(), { stockRule: "keep", allowsRemovals: false });
    if (received.kind !== "received") throw new Error(received.kind);
    const { id } = received;
    const phases: Record<string, { seen: number[]; seconds: number }> = { check: await watch(id) };
    expect((await getImport(id))?.counts).toMatchObject({ created: PRODUCTS, refused: 0 });
    await startImport(id);
    phases.import = await watch(id);
    expect((await getImport(id))?.summary.state).toBe("done");
    expect([await db().product.count(), await db().variant.count()]).toEqual([PRODUCTS, PRODUCTS * 3]);
    const growth = Math.round((process.memoryUsage().rss - before) / 1024 / 1024);
    await undoImport(id);
    phases.undo = await watch(id);
    expect([await db().product.count(), await db().collection.count()]).toEqual([0, 0]);
    for (const [name, { seen, seconds }] of Object.entries(phases)) {
      process.stdout.write(`${name}: ${seconds} s, progress seen ${seen.length} times\n`);
      expect(seen.length, name).toBeGreaterThan(3);
      expect(seen, name).toEqual(seen.toSorted((a, b) => a - b));
    }
    process.stdout.write(`memory grew by ${growth} MB\n`);
    expect(growth).toBeLessThan(MAX_GROWTH_MB);
  });
});
