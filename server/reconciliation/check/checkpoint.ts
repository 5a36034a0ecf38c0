import "server-only";
import { z } from "zod";
import {
  type Checked,
  type CheckReport,
  DIFFERENCE_KINDS,
  type Difference,
  NOTHING_CHECKED,
  repairSchema,
} from "@/domain/reconciliation/differences";
import type { Pace } from "../limit-rate";

/**
 * What has looked different once, by order, with the sessions that named it beside its own. It is reported only
 * when it still is after the grace, read again: what changed while the comparison ran is no difference.
 */
export type Suspects = Record<string, string[]>;

// Beyond this something is wrong with all of it, such as a key of another account: no use in naming every row.
const MAX_SUSPECTS = 10_000;

/** Everything that a comparison knows: what is saved, so that it can go on after a crash. */
export type Comparison = {
  startedAt: Date;
  /** Later orders are left to the sweep. */
  throughNumber: number;
  /** Which step it is in, and the last thing that this step has seen. */
  step: number;
  after: string | null;
  checked: Checked;
  suspects: Suspects;
  differences: Difference[];
  gaps: string[];
  seen: ListedOrders;
  /** Only then do the orders that were not seen say anything. */
  hasAllSessions: boolean;
};

/** A part of the comparison, page by page. */
export type Step = {
  /** For the progress: what it looks at. */
  what: "sessions" | "refunds" | "disputes" | "orders" | "stock" | "again";
  /** One page. @returns whether there is more */
  page: (comparison: Comparison, pace: Pace) => Promise<boolean>;
};

export function beginCheck(throughNumber: number): Comparison {
  return {
    startedAt: new Date(),
    throughNumber,
    step: 0,
    after: null,
    checked: { ...NOTHING_CHECKED },
    suspects: {},
    differences: [],
    gaps: [],
    seen: new ListedOrders(),
    hasAllSessions: false,
  };
}

// Written by this code alone: parsed so that what an older version had saved is begun anew, not misread.
const checkpoint = z.object({
  startedAt: z.coerce.date(),
  throughNumber: z.number(),
  step: z.number(),
  after: z.string().nullable(),
  checked: z.object({
    orders: z.number(),
    sessions: z.number(),
    refunds: z.number(),
    disputes: z.number(),
    variants: z.number(),
  }),
  suspects: z.record(z.string(), z.array(z.string())),
  differences: z.array(
    z.object({
      kind: z.enum(DIFFERENCE_KINDS),
      subject: z.string(),
      orderId: z.string().nullable(),
      evidence: z.object({ records: z.string(), stripe: z.string() }),
      repair: repairSchema.nullable(),
    }),
  ),
  gaps: z.array(z.string()),
  hasAllSessions: z.boolean(),
});

/** A saved comparison; null when there is none that this version can go on with. */
export function readCheckpoint(saved: unknown, seen: Uint8Array | null): Comparison | null {
  const parsed = checkpoint.safeParse(saved);
  return parsed.success && seen ? { ...parsed.data, seen: new ListedOrders(seen) } : null;
}

/** Notes an order for a second look. */
export function suspect({ suspects }: Comparison, orderId: string, sessionId: string | null = null): void {
  suspects[orderId] ??= [];
  const named = suspects[orderId];
  if (sessionId !== null && named && !named.includes(sessionId)) named.push(sessionId);
}

export const isOverfull = ({ suspects }: Comparison): boolean => Object.keys(suspects).length >= MAX_SUSPECTS;

export function reportOf(comparison: Comparison, requests: number): CheckReport {
  const { startedAt, checked, differences, gaps } = comparison;
  return {
    startedAt,
    finishedAt: new Date(),
    checked,
    requests,
    differences,
    isComplete: gaps.length === 0,
    gaps,
  };
}

// Grown in steps: a megabyte holds eight million orders.
const STEP_BYTES = 64 * 1024;

/** Which orders Stripe's list has named, a bit each by the order's number: a million of them take 125 kilobytes. */
export class ListedOrders {
  #bits: Uint8Array;

  constructor(saved?: Uint8Array) {
    this.#bits = saved ? Uint8Array.from(saved) : new Uint8Array(STEP_BYTES);
  }

  add(number: number): void {
    const at = number >> 3;
    if (at >= this.#bits.length) {
      const grown = new Uint8Array(Math.ceil((at + 1) / STEP_BYTES) * STEP_BYTES);
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (number & 7));
  }

  has(number: number): boolean {
    return ((this.#bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  bytes(): Buffer {
    return Buffer.from(this.#bits);
  }
}
