import "server-only";

/** SQL for "2026-11-25 04:37 UTC" of a column, as evidence names a time. */
export const minuteOf = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')`;
