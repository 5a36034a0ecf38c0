import "server-only";
import { z } from "zod";
import { ROW_OUTCOMES, RowNote } from "@/domain/catalog/imports/import";
import type { Cell } from "@/domain/exports/csv";
import { translator } from "@/messages/messages";
import { requireAdmin } from "../../../accounts/session";
import { db } from "../../../platform/db";
import { shopLocale } from "../../../platform/env";
import type { CsvFile } from "../../../platform/requests/answer-csv";

const PAGE = 500;

/** What was refused or warned of, with lines and reasons, as a file. @throws NotSignedInError, NotAllowedError */
export async function exportResult(importId: string): Promise<CsvFile> {
  await requireAdmin("catalog.write");
  const t = translator(shopLocale());
  return {
    name: "import",
    header: [
      t("admin.imports.column.line"),
      t("admin.imports.column.product"),
      t("admin.imports.column.outcome"),
      t("admin.imports.column.reason"),
    ],
    batches: notesOf(importId, (outcome) => t(`admin.imports.outcome.${outcome}`)),
  };
}

async function* notesOf(
  importId: string,
  say: (outcome: (typeof ROW_OUTCOMES)[number]) => string,
): AsyncGenerator<Cell[][]> {
  for (let after = -1; ; ) {
    const rows = await db().catalogImportRow.findMany({
      where: { importId, position: { gt: after }, NOT: { notes: { equals: [] } } },
      orderBy: { position: "asc" },
      take: PAGE,
      select: { position: true, handle: true, checked: true, outcome: true, notes: true },
    });
    yield rows.flatMap(({ handle, checked, outcome, notes }) =>
      z
        .array(RowNote)
        .parse(notes)
        .map(({ line, reason }) => [
          line,
          handle,
          say(z.enum(ROW_OUTCOMES).parse(outcome ?? checked)),
          reason,
        ]),
    );
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.position;
  }
}
