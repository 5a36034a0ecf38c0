import { createRandom } from "../objects/random.ts";
import type { Fault, FaultOf } from "./fault-kinds.ts";

/** What a fault may strike: an API call or an event. */
export type Target = { method: string; path: string } | { type: string };

export interface Faults {
  add(fault: Fault): void;
  list(): (Fault & { id: string })[];
  /** Ends one fault; without an id all of them. Says whether there was one. */
  clear(id?: string): boolean;
  /** Uses up one turn of the oldest fault of this kind that strikes the target; null when nothing is wrong. */
  take<K extends Fault["kind"]>(kind: K, target: Target): FaultOf<K> | null;
}

/** What the operator asked to go wrong. Forgotten when the process ends: a fault is not an object. */
export function createFaults(): Faults {
  let active: { id: string; fault: Fault; draw: () => number }[] = [];
  let made = 0;
  return {
    add(fault) {
      made += 1;
      active.push({ id: `fault_${made}`, fault: { ...fault }, draw: createRandom(fault.seed ?? 1) });
    },
    list: () => active.map(({ id, fault }) => ({ id, ...fault })),
    clear(id) {
      const before = active.length;
      active = id === undefined ? [] : active.filter((entry) => entry.id !== id);
      return active.length < before;
    },
    take<K extends Fault["kind"]>(kind: K, target: Target) {
      const isOfKind = (fault: Fault): fault is FaultOf<K> => fault.kind === kind;
      for (const { id, fault, draw } of active) {
        if (!isOfKind(fault) || !fits(fault, target)) continue;
        if (fault.probability !== undefined && draw() >= fault.probability) continue;
        if (fault.count !== undefined) {
          fault.count -= 1;
          if (fault.count === 0) active = active.filter((entry) => entry.id !== id);
        }
        return fault;
      }
      return null;
    },
  };
}

function fits(fault: Fault, target: Target): boolean {
  if ("type" in target) return !("type" in fault) || fitsType(fault.type, target.type);
  return !("path" in fault) || fitsPath(fault.path, `${target.method} ${target.path}`);
}

const fitsType = (wanted: string | undefined, type: string): boolean =>
  wanted === undefined || (wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted);

/** "POST /v1/payment" fits all that begins so, "POST /v1/payment_intents$" only that; ":id" fits any id. */
function fitsPath(wanted: string | undefined, call: string): boolean {
  if (wanted === undefined) return true;
  const isWhole = wanted.endsWith("$");
  const asked = call.split("/");
  const segments = (isWhole ? wanted.slice(0, -1) : wanted).split("/");
  if (isWhole && asked.length !== segments.length) return false;
  return segments.every((segment, index) => {
    const actual = asked[index];
    if (actual === undefined) return false;
    if (segment === ":id" || actual === segment) return true;
    return !isWhole && index === segments.length - 1 && actual.startsWith(segment);
  });
}
