import "server-only";
import { z } from "zod";
import {
  IMPORT_STATES,
  type ImportCounts,
  ImportFault,
  type ImportRow,
  type ImportSummary,
  ROW_OUTCOMES,
  type RowFilter,
  RowNote,
  STOCK_RULES,
  UNDO_OUTCOMES,
  type UndoCounts,
} from "@/domain/catalog/imports/import";
import { FieldChange } from "@/domain/catalog/versions/list-changes";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../../accounts/session";
import { db, Prisma } from "../../../platform/db";
import { undoableSince } from "./change-import";

const PAGE = 50;
const LISTED = 50;

/** The last imports, the newest first. @throws NotSignedInError, NotAllowedError */
export async function listImports(): Promise<ImportSummary[]> {
  await requireAdmin("catalog.write");
  const rows = await db().catalogImport.findMany({
    where: { state: { not: "discarded" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LISTED,
  });
  return rows.map(toSummary);
}

export type FoundImport = { summary: ImportSummary; counts: ImportCounts; undone: UndoCounts };

/** @throws NotSignedInError, NotAllowedError */
export async function getImport(id: string): Promise<FoundImport | null> {
  await requireAdmin("catalog.write");
  const row = isUuid(id) ? await db().catalogImport.findUnique({ where: { id } }) : null;
  return row && { summary: toSummary(row), ...(await countRows(id)) };
}

/**
 * Products of the file, in its order. @param after the position of the last one that is known; -1 for the first page
 * @throws NotSignedInError, NotAllowedError
 */
export async function listImportRows(
  id: string,
  filter: RowFilter,
  after: number,
): Promise<{ rows: ImportRow[]; hasMore: boolean }> {
  await requireAdmin("catalog.write");
  const found = await db().$queryRaw<z.input<typeof Row>[]>`
    SELECT position, line, handle, title, coalesce(outcome, checked) AS outcome, undo, changes, notes, removals
      FROM catalog_import_rows
     WHERE import_id = ${id}::uuid AND position > ${after} AND ${CONDITIONS[filter]}
     ORDER BY position LIMIT ${PAGE + 1}`;
  return { rows: found.slice(0, PAGE).map((row) => Row.parse(row)), hasMore: found.length > PAGE };
}

const isOutcome = (outcome: string) => Prisma.sql`coalesce(outcome, checked) = ${outcome}`;
const CONDITIONS: Record<RowFilter, Prisma.Sql> = {
  all: Prisma.sql`true`,
  created: isOutcome("created"),
  updated: isOutcome("updated"),
  unchanged: isOutcome("unchanged"),
  refused: isOutcome("refused"),
  loses: Prisma.sql`removals <> '{}'`,
  // What undoing has left as the import made it.
  left: Prisma.sql`undo IN ('changed', 'sold', 'hidden')`,
};

const Row = z.object({
  position: z.number(),
  line: z.number(),
  handle: z.string(),
  title: z.string(),
  outcome: z.enum(ROW_OUTCOMES),
  undo: z.enum(UNDO_OUTCOMES).nullable(),
  changes: z.array(FieldChange),
  notes: z.array(RowNote),
  removals: z.array(z.string()),
}) satisfies z.ZodType<ImportRow>;

// SQL: sums by two columns with conditions in one look at the rows.
async function countRows(id: string): Promise<Omit<FoundImport, "summary">> {
  const groups = await db().$queryRaw<
    { outcome: string; undo: string | null; count: number; loses: number; prices: number; stock: number }[]
  >`
    SELECT coalesce(outcome, checked) AS outcome, undo, count(*)::int AS count,
           count(*) FILTER (WHERE removals <> '{}')::int AS loses,
           count(*) FILTER (WHERE changes @> '[{"field":"price"}]')::int AS prices,
           count(*) FILTER (WHERE changes @> '[{"field":"onHand"}]')::int AS stock
      FROM catalog_import_rows WHERE import_id = ${id}::uuid GROUP BY 1, 2`;
  const sum = (
    key: "count" | "loses" | "prices" | "stock",
    is: (group: (typeof groups)[number]) => boolean,
  ) => groups.filter(is).reduce((total, group) => total + group[key], 0);
  const outcomes = ROW_OUTCOMES.map((one) => [one, sum("count", ({ outcome }) => outcome === one)]);
  const undone = UNDO_OUTCOMES.map((one) => [one, sum("count", ({ undo }) => undo === one)]);
  const counts = {
    ...(Object.fromEntries(outcomes) as Record<(typeof ROW_OUTCOMES)[number], number>),
    loses: sum("loses", () => true),
    prices: sum("prices", () => true),
    stock: sum("stock", () => true),
  };
  return { counts, undone: Object.fromEntries(undone) as UndoCounts };
}

function toSummary(row: Prisma.CatalogImportGetPayload<object>): ImportSummary {
  const { state, stockRule, claimedUntil, finishedAt, fault } = row;
  const { id, fileName, allowsRemovals, isCommand, adminName, createdAt, undoneAt, undoneBy, done, total } =
    row;
  return {
    ...{ id, fileName, allowsRemovals, isCommand, adminName, createdAt, undoneAt, undoneBy, done, total },
    ...{ finishedAt, isClaimed: claimedUntil !== null && claimedUntil > new Date() },
    state: z.enum(IMPORT_STATES).parse(state),
    stockRule: z.enum(STOCK_RULES).parse(stockRule),
    fault: fault === null ? null : ImportFault.parse(fault),
    canUndo: (state === "done" || state === "failed") && finishedAt !== null && finishedAt >= undoableSince(),
  };
}
