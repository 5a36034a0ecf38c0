import { z } from "zod";
import type { FieldChange } from "../versions/list-changes.ts";

/** An import waits for its check, then for an admin, then for its end. Of two that run, the later is refused. */
export const IMPORT_STATES = [
  "checking",
  "checked",
  "importing",
  "done",
  "undoing",
  "undone",
  "failed",
  "discarded",
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const STOCK_RULES = ["keep", "set", "add"] as const;

export const ROW_OUTCOMES = ["created", "updated", "unchanged", "refused"] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/**
 * What undoing did with a product: it is as it was; was removed; is hidden, because an order mentions it; was changed
 * or counted since, or its units are sold, and is left alone; is not there any more.
 */
export const UNDO_OUTCOMES = ["restored", "removed", "hidden", "changed", "sold", "gone"] as const;
export type UndoOutcome = (typeof UNDO_OUTCOMES)[number];

/** What of the rows is shown. */
export const ROW_FILTERS = ["all", ...ROW_OUTCOMES, "loses", "left"] as const;
export type RowFilter = (typeof ROW_FILTERS)[number];

/** 32 MB: the receiving process holds a file as a whole. The command takes larger ones. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;
export const UNDO_DAYS = 7;

/** What an admin chooses with a file. */
export const ImportChoice = z.object({
  stockRule: z.enum(STOCK_RULES).catch("keep"),
  allowsRemovals: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
});
export type ImportChoice = z.infer<typeof ImportChoice>;

export const RowNote = z.object({ line: z.number().int(), reason: z.string() });
export type RowNote = z.infer<typeof RowNote>;

/** Why a file is refused as a whole. */
export const ImportFault = z.object({ message: z.string(), fix: z.string() });
export type ImportFault = z.infer<typeof ImportFault>;

export type ImportRow = {
  position: number;
  line: number;
  handle: string;
  title: string;
  /** Of the import; before it ran, of the check. */
  outcome: RowOutcome;
  undo: UndoOutcome | null;
  changes: FieldChange[];
  notes: RowNote[];
  removals: string[];
};

export type ImportSummary = {
  id: string;
  fileName: string;
  state: ImportState;
  stockRule: (typeof STOCK_RULES)[number];
  allowsRemovals: boolean;
  isCommand: boolean;
  adminName: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  /** Whether a process works on it now; else it waits for one. */
  isClaimed: boolean;
  done: number;
  total: number;
  fault: ImportFault | null;
  canUndo: boolean;
};

/** How many products; of those that were undone, what came of it. */
export type ImportCounts = Record<RowOutcome | "loses" | "prices" | "stock", number>;
export type UndoCounts = Record<UndoOutcome, number>;

/** Whether its page changes by itself. */
export const isRunning = ({ state }: Pick<ImportSummary, "state">): boolean =>
  state === "checking" || state === "importing" || state === "undoing";
