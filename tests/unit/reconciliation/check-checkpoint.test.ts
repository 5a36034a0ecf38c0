import { describe, expect, it } from "vitest";
import { beginCheck, ListedOrders, readCheckpoint } from "../../../server/reconciliation/check/checkpoint.ts";

// 524288 is the first number that does not fit into what is there at the start.
const NUMBERS = [1, 7, 8, 9, 524_287, 524_288, 2_000_001];

describe("the orders that were seen", () => {
  it("are those that were added, and no neighbour of theirs", () => {
    const seen = new ListedOrders();
    for (const number of NUMBERS) seen.add(number);
    for (const number of NUMBERS) expect(seen.has(number), String(number)).toBe(true);
    for (const number of [0, 2, 6, 10, 524_286, 524_289, 2_000_000, 9_000_000])
      expect(seen.has(number), String(number)).toBe(false);
  });

  it("are the same after they were saved and read", () => {
    const seen = new ListedOrders();
    for (const number of NUMBERS) seen.add(number);
    const again = new ListedOrders(seen.bytes());
    for (const number of NUMBERS) expect(again.has(number), String(number)).toBe(true);
    again.add(3);
    expect(seen.has(3)).toBe(false);
  });
});

describe("a comparison that was saved", () => {
  const { seen, ...begun } = beginCheck(1_000);
  seen.add(17);
  const saved = {
    ...begun,
    step: 2,
    after: "du_1",
    suspects: { "order 1": ["cs_1"] },
    differences: [
      {
        kind: "amount" as const,
        subject: "order 2",
        orderId: "order 2",
        evidence: {
          records: { code: "refund_unsent" as const, amount: "59.00 EUR", at: new Date(0) },
          stripe: { code: "not_asked" as const },
        },
        repair: null,
      },
    ],
    gaps: [{ code: "more_unknown_values" as const }],
    hasAllSessions: true,
  };

  it("goes on where it stopped, with what it had found", () => {
    const read = readCheckpoint(JSON.parse(JSON.stringify(saved)), seen.bytes());
    expect(read).toMatchObject(saved);
    expect([read?.seen.has(17), read?.seen.has(18)]).toEqual([true, false]);
  });

  it("begins again when this version cannot read it", () => {
    expect(readCheckpoint(null, seen.bytes())).toBeNull();
    expect(readCheckpoint(saved, null)).toBeNull();
    expect(readCheckpoint({ ...saved, step: "2" }, seen.bytes())).toBeNull();
    const [difference] = saved.differences;
    for (const other of [
      { ...difference, kind: "no_kind" },
      { ...difference, evidence: { records: "a sentence", stripe: "of an older version" } },
    ])
      expect(readCheckpoint({ ...saved, differences: [other] }, seen.bytes())).toBeNull();
    expect(readCheckpoint({ ...saved, gaps: ["Not checked: refunds."] }, seen.bytes())).toBeNull();
  });
});
