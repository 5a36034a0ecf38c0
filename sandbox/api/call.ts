import type { Faults } from "../faults/faults.ts";
import type { ApiKey } from "../store/rows.ts";
import type { ApiVersion } from "../versions/api-versions.ts";
import type { WorkSource } from "../work/work.ts";
import type { RequestLog } from "./request-log.ts";
import type { createRouter, Match } from "./router.ts";

export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  body: string;
  /** Whether it was made on the machine that the sandbox runs on. */
  isLocal: boolean;
  header(name: string): string | undefined;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface ApiParts extends WorkSource {
  route: ReturnType<typeof createRouter>;
  faults: Faults;
  log: RequestLog;
  /** The key of this installation that may do everything, for programs on other machines. */
  installationKey: string;
  /** Sends what is due and waits for it: for the fault in which the event overtakes the answer. */
  deliverNow(): Promise<void>;
}

/** What one call has become so far, for the log and for errors. */
export interface Call {
  request: ApiRequest;
  requestId: string;
  match: Match | null;
  key: ApiKey | null;
  idempotencyKey: string | null;
  isReplay: boolean;
  /** Stripe's API version that the request names; null: none. */
  version: ApiVersion | null;
}

/** Where a fault wants the connection to end instead of an answer. */
export type Outcome = ApiAnswer | { cut: true } | { hangMs: number };
