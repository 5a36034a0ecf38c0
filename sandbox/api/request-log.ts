import type { ApiKey } from "../store/rows.ts";

export interface LoggedRequest {
  id: string;
  at: number;
  method: string;
  /** The pattern, e.g. "/v1/refunds/:id", or the path when nothing answers there. */
  route: string;
  path: string;
  /** The name the key was minted under; never the key. */
  key: string | null;
  status: number;
  error: string | null;
  idempotency_key: string | null;
  replayed: boolean;
  /** As the request names it. */
  api_version: string | null;
}

const KEPT = 5000;

/** The last few thousand API calls: who asked what with which key. In memory only. */
export function createRequestLog() {
  let entries: LoggedRequest[] = [];
  return {
    add(entry: Omit<LoggedRequest, "key"> & { key: ApiKey | null }): void {
      entries.push({ ...entry, key: entry.key?.id ?? null });
      // Cut in blocks: shifting a long array at each call would cost more than the call.
      if (entries.length > KEPT * 2) entries = entries.slice(-KEPT);
    },
    newestFirst: (limit: number): LoggedRequest[] => entries.slice(-limit).reverse(),
    clear(): void {
      entries = [];
    },
  };
}

export type RequestLog = ReturnType<typeof createRequestLog>;
