/** A person's own view of a list: a filter under a name. */
export type SavedView = { id: string; name: string; filter: Record<string, string> };

export const MAX_SAVED_VIEWS = 20;
export const MAX_VIEW_NAME = 40;

/** The name as it is kept. */
export const viewName = (typed: string): string => typed.trim().replaceAll(/\s+/g, " ");

/** A ready-made view is counted up to so many rows, and no further. */
export const MAX_COUNTED = 1_000;
