import { z } from "zod";

const count = z.number().int().positive().optional();
/** "POST /v1/checkout/sessions": method and the beginning of the path. Left out: every API call. */
const path = z
  .string()
  .regex(/^[A-Z]+ \/v1\//)
  .optional();
const ms = z.number().int().min(1).max(600_000);

export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("drop_deliveries"), count }),
  z.strictObject({ kind: z.literal("duplicate_deliveries"), count }),
  z.strictObject({ kind: z.literal("delay_deliveries"), count, seconds: z.number().int().positive() }),
  z.strictObject({ kind: z.literal("reorder_deliveries"), count }),
  z.strictObject({ kind: z.literal("no_event"), count }),
  z.strictObject({ kind: z.literal("event_before_answer"), count, path }),
  z.strictObject({ kind: z.literal("slow"), count, path, ms }),
  z.strictObject({ kind: z.literal("late_answer"), count, path, ms }),
  z.strictObject({ kind: z.literal("hang"), count, path, ms }),
  z.strictObject({ kind: z.literal("cut"), count, path }),
  z.strictObject({
    kind: z.literal("status"),
    count,
    path,
    status: z.number().int().min(400).max(599),
    retry_after: z.number().int().nonnegative().optional(),
    execute: z.boolean().optional(),
  }),
]);

export type Fault = z.infer<typeof faultSchema>;
type FaultOf<K extends Fault["kind"]> = Extract<Fault, { kind: K }>;

export interface Faults {
  add(fault: Fault): void;
  list(): Fault[];
  clear(): void;
  /** Uses up one turn of the oldest fault of this kind that fits the call; null when nothing is wrong. */
  take<K extends Fault["kind"]>(kind: K, call?: { method: string; path: string }): FaultOf<K> | null;
}

/** What the operator asked to go wrong. Forgotten when the process ends: a fault is not an object. */
export function createFaults(): Faults {
  let active: Fault[] = [];
  return {
    add: (fault) => void active.push({ ...fault }),
    list: () => active.map((fault) => ({ ...fault })),
    clear: () => {
      active = [];
    },
    take<K extends Fault["kind"]>(kind: K, call?: { method: string; path: string }) {
      const isIt = (fault: Fault): fault is FaultOf<K> => fault.kind === kind && fits(fault, call);
      const fault = active.find(isIt);
      if (!fault) return null;
      if (fault.count !== undefined) {
        fault.count -= 1;
        if (fault.count === 0) active = active.filter((other) => other !== fault);
      }
      return fault;
    },
  };
}

function fits(fault: Fault, call: { method: string; path: string } | undefined): boolean {
  if (!("path" in fault) || fault.path === undefined) return true;
  return call !== undefined && `${call.method} ${call.path}`.startsWith(fault.path);
}
