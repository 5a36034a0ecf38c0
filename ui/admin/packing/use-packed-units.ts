import { useEffect, useState } from "react";
import type { PackedUnits, PackLine } from "@/domain/fulfillment/packing";

/** What lies in the parcel. The tab keeps it: a phone that was put down for a while loads its page again. */
export function usePackedUnits(lines: readonly PackLine[]): [PackedUnits, (packed: PackedUnits) => void] {
  // Another parcel of the same order has other units left.
  const key = `latchkey-packed ${lines.map(({ id, left }) => `${id}:${left}`).join()}`;
  const [packed, setPacked] = useState<PackedUnits>({});
  useEffect(() => setPacked(readKept(key, lines)), [key, lines]);
  return [
    packed,
    (now) => {
      setPacked(now);
      try {
        sessionStorage.setItem(key, JSON.stringify(now));
      } catch {
        // A browser that keeps nothing: the ticks last as long as the page.
      }
    },
  ];
}

function readKept(key: string, lines: readonly PackLine[]): PackedUnits {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    const units = new Map(Object.entries(kept ?? {}));
    return Object.fromEntries(
      lines.flatMap(({ id, left }) => {
        const count = Number(units.get(id));
        return Number.isInteger(count) && count > 0 ? [[id, Math.min(count, left)]] : [];
      }),
    );
  } catch {
    return {};
  }
}
