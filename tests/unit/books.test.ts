import { describe, expect, it } from "vitest";
import { addObjectGaps } from "@/domain/books";

describe("the gaps of a report", () => {
  it("names up to a hundred objects, and says once that there are more", () => {
    const gaps: string[] = ["Not compared: disputes. The key may not read them."];
    for (let page = 0; page < 1_000; page += 1)
      addObjectGaps(
        gaps,
        Array.from({ length: 100 }, (_, at) => `cs_${page}_${at}: a new word`),
      );
    expect(gaps).toHaveLength(101);
    expect(gaps[0]).toBe("Not compared: disputes. The key may not read them.");
    expect(gaps[99]).toBe("cs_0_98: a new word");
    expect(gaps[100]).toContain("not listed");
  });

  it("says nothing of more where all are named", () => {
    const gaps: string[] = [];
    addObjectGaps(gaps, ["cs_1: a new word"]);
    addObjectGaps(gaps, []);
    expect(gaps).toEqual(["cs_1: a new word"]);
  });
});
