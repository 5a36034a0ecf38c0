import "server-only";

/** Events of this version are asked for, and the SDK's types describe it. */
export const API_VERSION = "2026-10-28.endive";
