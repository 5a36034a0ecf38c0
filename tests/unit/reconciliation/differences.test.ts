import { describe, expect, it } from "vitest";
import { addUnknownValues, identityOf, repairSchema } from "@/domain/reconciliation/differences";
import type { Fact } from "@/domain/reconciliation/fact";

const unknownIn = (object: string) => ({ object, field: "status", value: "new" });
const gapOf = (object: string): Fact => ({ code: "unknown_value", ...unknownIn(object) });

describe("the gaps of a report", () => {
  it("names up to a hundred objects, and says once that there are more", () => {
    const gaps: Fact[] = [{ code: "too_many_differ" }];
    for (let page = 0; page < 1_000; page += 1)
      addUnknownValues(
        gaps,
        Array.from({ length: 100 }, (_, at) => unknownIn(`cs_${page}_${at}`)),
      );
    expect(gaps).toHaveLength(101);
    expect(gaps[0]).toEqual({ code: "too_many_differ" });
    expect(gaps[99]).toEqual(gapOf("cs_0_98"));
    expect(gaps[100]).toEqual({ code: "more_unknown_values" });
  });

  it("says nothing of more where all are named", () => {
    const gaps: Fact[] = [];
    addUnknownValues(gaps, [unknownIn("cs_1")]);
    addUnknownValues(gaps, []);
    expect(gaps).toEqual([gapOf("cs_1")]);
    const objects = Array.from({ length: 100 }, (_, at) => `cs_${at}`);
    const hundred: Fact[] = [];
    addUnknownValues(hundred, objects.map(unknownIn));
    expect(hundred).toEqual(objects.map(gapOf));
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
