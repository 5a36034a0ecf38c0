import { describe, expect, it } from "vitest";
import { addObjectGaps, identityOf, repairSchema } from "@/domain/reconciliation/differences";

describe("the gaps of a report", () => {
  it("names up to a hundred objects, and says once that there are more", () => {
    const gaps: string[] = ["Not checked: disputes. The key may not read them."];
    for (let page = 0; page < 1_000; page += 1)
      addObjectGaps(
        gaps,
        Array.from({ length: 100 }, (_, at) => `cs_${page}_${at}: a new word`),
      );
    expect(gaps).toHaveLength(101);
    expect(gaps[0]).toBe("Not checked: disputes. The key may not read them.");
    expect(gaps[99]).toBe("cs_0_98: a new word");
    expect(gaps[100]).toContain("not listed");
  });

  it("says nothing of more where all are named", () => {
    const gaps: string[] = [];
    addObjectGaps(gaps, ["cs_1: a new word"]);
    addObjectGaps(gaps, []);
    expect(gaps).toEqual(["cs_1: a new word"]);
    const full = Array.from({ length: 100 }, (_, at) => `cs_${at}: a new word`);
    const hundred: string[] = [];
    addObjectGaps(hundred, full);
    expect(hundred).toEqual(full);
  });
});

describe("a repair", () => {
  it("is one of the kinds that there are, done to something with an id", () => {
    const repair = { kind: "reconcile_order", id: "o1", sessionId: "cs_1" };
    expect(repairSchema.parse(repair)).toEqual(repair);
    expect(repairSchema.parse({ kind: "finish_refund", id: "r1" })).toEqual({
      kind: "finish_refund",
      id: "r1",
    });
    for (const wrong of [
      { ...repair, kind: "give_money" },
      { kind: "reconcile_order" },
      { ...repair, id: "x".repeat(101) },
      { ...repair, sessionId: "x".repeat(201) },
      { ...repair, sessionId: 1 },
    ])
      expect(repairSchema.safeParse(wrong).success, JSON.stringify(wrong).slice(0, 60)).toBe(false);
  });

  it("a difference is the same when kind and subject are", () => {
    expect(identityOf({ kind: "amount", subject: "o1" })).toBe("amount:o1");
  });
});
