import { createRandom } from "../../support/scale.ts";
import { copyOf, eventsOf } from "./copies.ts";
import type { Model } from "./scenarios.ts";

const PER_ORDER = 10;
/** How far a delivery may be from its place: events of some hundred orders are under way at any time. */
const JITTER = 4_000;
/** Orders whose events are kept made: those under way, and some. */
const KEPT = (4 * JITTER) / PER_ORDER;

/**
 * Ten deliveries for each order, in an order by chance: every event at least once, most of them several times, and of
 * some orders none at all, whose share goes to others.
 * @returns gives the next body; null after the last
 */
export function planDeliveries({ models, count, seed }: { models: Model[]; count: number; seed: number }) {
  const random = createRandom(seed);
  const total = count * PER_ORDER;
  const heard = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !copyOf(index, models, seed).isForgotten,
  );
  const planned: { index: number; slot: number; key: number }[] = [];
  for (let made = 0; made < total; made += 1) {
    const index = heard[Math.floor(made / PER_ORDER)] ?? heard[Math.floor(random() * heard.length)] ?? 0;
    planned.push({ index, slot: made % PER_ORDER, key: made + (random() - 0.5) * 2 * JITTER });
  }
  planned.sort((one, other) => one.key - other.key);
  const kept = new Map<number, string[]>();
  const eventsAt = (index: number): string[] => {
    const events = kept.get(index) ?? eventsOf(copyOf(index, models, seed), seed);
    // Taken out and put in again, the one used longest ago is the first.
    kept.delete(index);
    kept.set(index, events);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return events;
  };
  let at = 0;
  const next = (): string | null => {
    const delivery = planned[at];
    at += 1;
    if (!delivery) return null;
    const events = eventsAt(delivery.index);
    return events[delivery.slot % events.length] ?? null;
  };
  return { total, forgotten: count - heard.length, next };
}
