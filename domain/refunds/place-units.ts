import { type SendingLine, unitsOf } from "../fulfillment/sending-state.ts";

export type PlacedLine = SendingLine & {
  /** Units that the shopper asked to return, refused and canceled requests left out. */
  asked: { quantity: number; unsent: number }[];
  /** What was refunded of it, failed refunds left out. */
  refunds: { quantity: number; unsent: number; sent: number }[];
};

/**
 * Where the next refunded units of a line are. Those that the shopper asked to return come first, then those that are not
 * sent yet, and then those that were.
 */
export function placeUnits(line: PlacedLine, units: number): { unsent: number; sent: number } {
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const withdrawn =
    sum(line.asked.map(({ unsent }) => unsent)) -
    sum(line.refunds.map(({ quantity, unsent, sent }) => quantity - unsent - sent));
  const returned =
    sum(line.asked.map(({ quantity, unsent }) => quantity - unsent)) -
    sum(line.refunds.map(({ sent }) => sent));
  const rest = Math.max(0, units - Math.max(0, withdrawn));
  const fromReturned = Math.min(rest, Math.max(0, returned));
  const unsent = Math.min(rest - fromReturned, unitsOf(line).left);
  return { unsent, sent: rest - unsent };
}
