import "server-only";
import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { db, sqlState } from "../../../platform/db";
import { type ImportOptions, type ImportReport, importProducts } from "../import-products";
import { CatalogFileError } from "../read-lines";
import { keepClaim, leaveState, tidyImports } from "./claim-import";
import { importRecorder } from "./record-rows";

const MAX_INT = 2_147_483_647;

/**
 * Imports a file of this machine, for the command: recorded in the list of imports, where it can be undone as one of
 * the admin's. One that is killed is continued by running the command again.
 * @throws CatalogFileError when the file cannot be read, or another import is running
 */
export async function importByCommand(path: string, options: ImportOptions): Promise<ImportReport> {
  if (options.isDryRun) return importProducts(path, options);
  await tidyImports();
  const claimed = { ...(await begin(path, options)), state: "importing" as const };
  const { report, end } = keepClaim(claimed);
  try {
    const done = await importProducts(path, {
      ...options,
      recorder: await importRecorder(claimed.id, null),
      onProgress: (progress) => {
        report({ done: progress.products, total: 0 });
        options.onProgress?.(progress);
      },
    });
    await leaveState(claimed, "done");
    return done;
  } catch (error) {
    const fault = error instanceof CatalogFileError ? { message: error.message, fix: error.fix } : null;
    await leaveState(claimed, "failed", fault).catch(() => undefined);
    throw error;
  } finally {
    end();
  }
}

async function begin(path: string, { stock = "keep", allowsRemovals = false }: ImportOptions) {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  const claim = randomUUID();
  try {
    const { id } = await db().catalogImport.create({
      data: {
        ...{ fileName: basename(path).slice(-255) || "file", bytes: Math.min(size, MAX_INT) },
        ...{ state: "importing", isCommand: true, stockRule: stock, allowsRemovals, claim },
        ...{ beganAt: new Date(), claimedUntil: new Date(Date.now() + 60_000) },
      },
      select: { id: true },
    });
    return { id, claim };
  } catch (error) {
    if (sqlState(error) !== "23505") throw error;
    throw new CatalogFileError(
      "Another import is running.",
      "Wait until it is done: Products → Import in the admin shows how far it is.",
    );
  }
}
