import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import {
  type Cell,
  csvText,
  plainText,
  readReversible,
  reversibleText,
} from "../../../domain/exports/csv.ts";
import { isoTime } from "../../../domain/format-time.ts";
import { money } from "../../../domain/money.ts";

const readBack = (text: string): string[][] => parse(text, { bom: true });

describe("14.6: a text that would begin a formula", () => {
  it.each([
    "=1+1",
    "+353 1 234",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\rx",
    "\nx",
    "\uFF1D1+1",
    "\uFF0B1",
    "\uFF0D1",
    "\uFF201",
  ])("is made text: %j", (text) => {
    expect(readBack(csvText([[text, "x"]], "UTC"))[0]?.[0]?.startsWith(`'${text.charAt(0)}`)).toBe(true);
  });

  it.each([
    // Where semicolons or tabs separate, a new cell begins within the text.
    ["Ann;=1+1", "Ann;'=1+1"],
    ['Ann;"=1+1"', `Ann;'"=1+1"`],
    ["Ann\t@x", "Ann\t'@x"],
    ["Ann\n=1+1", "Ann\n'=1+1"],
    ["Ann\r\n=1+1", "Ann\r\n'=1+1"],
    ["\t=1+1", "'\t'=1+1"],
    [" =1+1", "' =1+1"],
    ['"=1+1"', `'"=1+1"`],
  ])("is made text where other programs begin a cell: %j", (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it.each([
    "Tumble mug",
    "a=b",
    "O’Neill-Smith",
    "x@shop.test",
    "2 × mug",
    "'",
    "",
    "Ann; Bea",
    "1 + 1",
    "a\r\nb",
  ])("stays as it is where it begins none: %j", (text) => expect(plainText(text)).toBe(text));
});

describe("14.6: a cell", () => {
  it("of a number or an amount stays a number, also below zero", () => {
    const cells: Cell[] = [
      -3,
      1042,
      money(-1250n, "eur"),
      money(-7n, "jpy"),
      money(12_340n, "kwd"),
      money(5n, "eur"),
      money(123_456_789_012_345n, "usd"),
    ];
    expect(csvText([cells], "UTC")).toBe("-3,1042,-12.50,-7,12.340,0.05,1234567890123.45\r\n");
  });

  it("is read back as it was, whatever signs are in it", () => {
    const cells = [
      'say "hi"',
      "a,b",
      "a;b",
      "line\r\nline",
      "line\nline",
      "line\rline",
      "  spaces  ",
      "ÄÖ 你好 🙂",
      "",
      "it's",
    ];
    expect(readBack(csvText([cells, cells], "UTC"))).toEqual([cells, cells]);
  });

  it("of nothing is empty", () => {
    expect(csvText([[null, "x", null]], "UTC")).toBe(",x,\r\n");
  });
});

describe("14.6: a time for programs", () => {
  it.each([
    ["2026-12-07T13:43:05.900Z", "Europe/Berlin", "2026-12-07T14:43:05+01:00"],
    ["2026-12-07T00:00:00Z", "UTC", "2026-12-07T00:00:00+00:00"],
    ["2026-12-31T23:30:00Z", "Asia/Kolkata", "2027-01-01T05:00:00+05:30"],
    // The hour that comes twice.
    ["2026-11-01T05:30:00Z", "America/New_York", "2026-11-01T01:30:00-04:00"],
    ["2026-11-01T06:30:00Z", "America/New_York", "2026-11-01T01:30:00-05:00"],
  ])("%s in %s", (at, zone, expected) => {
    expect(isoTime(new Date(at), zone)).toBe(expected);
    expect(new Date(isoTime(new Date(at), zone)).getTime()).toBe(Math.floor(Date.parse(at) / 1000) * 1000);
  });
});

describe("14.6: a file that is sent while it is read", () => {
  const read: number[] = [];
  async function* batches(end: number): AsyncGenerator<Cell[][]> {
    try {
      for (let batch = 1; batch <= end; batch += 1) {
        read.push(batch);
        yield [[batch, "é"]];
      }
    } finally {
      read.push(0);
    }
  }

  it("has a name with the day, is stored nowhere, and begins as spreadsheet programs want it", async () => {
    const answer = answerCsv({ name: "orders", header: ["Order", "Name"], batches: batches(2) });
    expect(answer.headers.get("content-type")).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(readBack(bytes.toString("utf8"))).toEqual([
      ["Order", "Name"],
      ["1", "é"],
      ["2", "é"],
    ]);
  });

  it("is read no further than the client takes it, and no more once the client has gone", async () => {
    read.length = 0;
    const reader = answerCsv({
      name: "orders",
      header: ["Order"],
      batches: batches(1_000),
    }).body?.getReader();
    expect(read).toEqual([]);
    await reader?.read();
    await reader?.read();
    expect(read).toEqual([1]);
    await reader?.read();
    await reader?.cancel();
    expect(read).toEqual([1, 2, 0]);
  });

  it("breaks off where the shop fails, so that half a file is not taken for a whole one", async () => {
    async function* broken(): AsyncGenerator<Cell[][]> {
      yield [["x"]];
      throw new Error("the database is away");
    }
    const answer = answerCsv({ name: "orders", header: ["Order"], batches: broken() });
    await expect(answer.text()).rejects.toThrow("the database is away");
  });
});

describe("a text that is to come back", () => {
  const signs = fc.constantFrom(..."'=+-@;\t\r\n \"aé＝".split(""));
  it("comes back as it was, and begins no formula", () => {
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const written = reversibleText(text);
        expect(plainText(written)).toBe(written);
        expect(readReversible(written)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});
