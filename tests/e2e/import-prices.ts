import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { given } from "./shop.ts";

const DEMO = "prisma/demo/catalog.csv";
const KEPT_COLUMNS = ["Collection", "Variant Inventory Qty"];

/** The first products of the demo catalog. */
export function demoProducts(count: number): string[] {
  return [...new Set(readDemo().map(({ Handle = "" }) => Handle))].slice(0, count);
}

/**
 * Runs `npm run catalog:import` with a file of these products as the demo catalog has them, each at its new price,
 * or at its own again without one. Their stock and collections stay. `onOutput` gets all that is printed so far.
 */
export async function importPrices(
  file: string,
  prices: Map<string, string | undefined>,
  onOutput: (printed: string) => void = () => undefined,
): Promise<{ status: number | null; printed: string }> {
  const rows = readDemo()
    .filter(({ Handle = "" }) => prices.has(Handle))
    .map((row) => ({
      ...row,
      ...(row["Variant Price"]
        ? { "Variant Price": prices.get(row.Handle ?? "") ?? row["Variant Price"] }
        : {}),
    }));
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !KEPT_COLUMNS.includes(column));
  writeFileSync(file, stringify(rows, { header: true, columns }));
  return importFile(file, onOutput);
}

/** Runs `npm run catalog:import` with a file. `onOutput` gets all that is printed so far. */
export async function importFile(
  file: string,
  onOutput: (printed: string) => void = () => undefined,
  options: string[] = [],
): Promise<{ status: number | null; printed: string }> {
  const command = spawn("npm", ["run", "--silent", "catalog:import", "--", file, ...options], {
    env: { ...process.env, DATA_DIR: given.dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [command.stdout, command.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      onOutput(printed);
    });
  }
  const status = await new Promise<number | null>((done) => command.once("close", done));
  return { status, printed };
}

function readDemo(): Record<string, string>[] {
  return parse(readFileSync(DEMO), { columns: true });
}
