import "server-only";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ImportFault } from "@/domain/catalog/imports/import";
import { db } from "../../../platform/db";
import { env } from "../../../platform/env";
import { log } from "../../../platform/log";
import { importProducts } from "../import-products";
import { CatalogFileError } from "../read-lines";
import {
  type ClaimedImport,
  ClaimLost,
  claimImport,
  keepClaim,
  leaveState,
  type Progress,
  tidyImports,
} from "./claim-import";
import { checkRecorder, importRecorder } from "./record-rows";
import { undoRows } from "./undo-rows";

// A fault that comes back each time is no reason to try the night through.
const MAX_ATTEMPTS = 5;
const BROKEN: ImportFault = {
  message: "The shop could not work through the file, five times in a row.",
  fix: "The log of the worker says why. What was imported until then can be undone.",
};

/** Checks, imports and undoes what waits for it, and continues where a process died. Called every minute and on request. */
export async function continueImports(): Promise<number> {
  await tidyImports();
  for (let count = 0; ; count += 1) {
    const claimed = await claimImport();
    if (!claimed) return count;
    await work(claimed);
  }
}

async function work(claimed: ClaimedImport): Promise<void> {
  const { report, end } = keepClaim(claimed);
  try {
    if (claimed.attempts > MAX_ATTEMPTS) return await leaveState(claimed, "failed", BROKEN);
    await PHASES[claimed.state](claimed, report);
  } catch (error) {
    if (error instanceof ClaimLost) return;
    if (error instanceof CatalogFileError)
      return await leaveState(claimed, "failed", { message: error.message, fix: error.fix });
    // Its claim runs out, and the next process goes on.
    log.error({ err: error, import: claimed.id, state: claimed.state }, "an import was interrupted");
  } finally {
    end();
  }
}

type Report = (progress: Progress) => void;

const PHASES: Record<ClaimedImport["state"], (claimed: ClaimedImport, report: Report) => Promise<void>> = {
  checking: async (claimed, report) => {
    await db().catalogImportRow.deleteMany({ where: { importId: claimed.id } });
    await withFile(claimed.id, (path) =>
      importProducts(path, {
        ...{ currency: env().SHOP_CURRENCY, isDryRun: true, stock: claimed.stockRule },
        ...{ allowsRemovals: claimed.allowsRemovals, recorder: checkRecorder(claimed.id) },
        onProgress: ({ bytes, totalBytes }) => report({ done: bytes, total: totalBytes }),
      }),
    );
    await leaveState(claimed, "checked");
  },
  importing: async (claimed, report) => {
    const total = await db().catalogImportRow.count({ where: { importId: claimed.id } });
    const { adminId, adminName } = claimed;
    const by = adminId && adminName ? { id: adminId, name: adminName } : null;
    const recorder = await importRecorder(claimed.id, by);
    await withFile(claimed.id, (path) =>
      importProducts(path, {
        ...{ currency: env().SHOP_CURRENCY, stock: claimed.stockRule, recorder },
        ...{ allowsRemovals: claimed.allowsRemovals, newestAt: claimed.beganAt ?? new Date() },
        onProgress: ({ products }) => report({ done: products, total }),
      }),
    );
    await leaveState(claimed, "done");
  },
  undoing: async (claimed, report) => {
    await undoRows(claimed, report);
    await leaveState(claimed, "undone");
  },
};

/** The uploaded file on this process's disk, for as long as it is read. */
async function withFile(importId: string, read: (path: string) => Promise<unknown>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-import-"));
  try {
    const path = join(folder, "file.csv");
    await pipeline(Readable.from(chunksOf(importId)), createWriteStream(path));
    await read(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* chunksOf(importId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const chunk = await db().catalogImportChunk.findUnique({
      where: { importId_position: { importId, position } },
      select: { bytes: true },
    });
    if (!chunk) return;
    yield chunk.bytes;
  }
}
