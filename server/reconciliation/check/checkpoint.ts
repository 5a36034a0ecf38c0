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
import { type CheckStep, type Fact, factSchema } from "@/domain/reconciliation/fact";
import type { Pace } from "../limit-rate";

/**
 * Orders that have looked different once, with the sessions that named them besides their own. They are reported only
 * if they still differ after the grace period: a change during the check is not a difference.
 */
export type Suspects = Record<string, string[]>;

// More suspects than this have one cause, such as keys of another account: listing every row would not help.
const MAX_SUSPECTS = 10_000;

/** The state of a check. It is saved, so that the check can continue after a crash. */
export type Comparison = {
  startedAt: Date;
  /** Later orders are left to the sweep. */
  throughNumber: number;
  /** The index of the current step, and the last item that this step has read. */
  step: number;
  after: string | null;
  checked: Checked;
  suspects: Suspects;
  differences: Difference[];
  gaps: Fact[];
  seen: ListedOrders;
  /** Only then does an order that no session named count as different. */
  hasAllSessions: boolean;
};

/** A part of the check, page by page. */
export type Step = {
  /** What it checks, for the progress. */
  what: CheckStep;
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

// Parsed so that a checkpoint of another version is dropped, not misread.
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
      evidence: z.object({ records: factSchema, stripe: factSchema }),
      repair: repairSchema.nullable(),
    }),
  ),
  gaps: z.array(factSchema),
  hasAllSessions: z.boolean(),
});

/** A saved check; null when there is none that this version can continue. */
export function readCheckpoint(saved: unknown, seen: Uint8Array | null): Comparison | null {
  const parsed = checkpoint.safeParse(saved);
  return parsed.success && seen ? { ...parsed.data, seen: new ListedOrders(seen) } : null;
}

/** Marks an order for a second check. */
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

/** The orders that Stripe's sessions have named, one bit by order number: a million orders take 125 kilobytes. */
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
