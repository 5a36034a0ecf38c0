import "server-only";

/** The version that endpoints send events of and that the SDK's types describe. */
export const API_VERSION = "2026-10-28.endive";
