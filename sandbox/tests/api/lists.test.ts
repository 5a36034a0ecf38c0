import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change } from "../../store/journal.ts";
import { Table } from "../../store/table.ts";
import { openReceiver } from "../support/open-receiver.ts";
import { openSandbox } from "../support/open-sandbox.ts";

interface Row {
  id: string;
  created: number;
  kind: string;
}

const KINDS = ["a", "b", "c"];
const rows = fc
  .array(fc.record({ created: fc.nat(20), kind: fc.constantFrom(...KINDS) }), { maxLength: 30 })
  .map((list) => list.map((row, index): Row => ({ id: String(index), ...row })));
const places = fc.record({
  kinds: fc.option(fc.subarray(KINDS)),
  startingAfter: fc.option(fc.nat(29)),
  endingBefore: fc.option(fc.nat(29)),
  createdUntil: fc.option(fc.nat(20)),
});

test("a walk through any indexes, from any place, gives what looking at every row would give", () => {
  fc.assert(
    fc.property(rows, places, fc.boolean(), (made, { kinds, ...place }, isSorted) => {
      const list = isSorted ? made.toSorted((a, b) => a.created - b.created) : made;
      const ordered = list.map((row, index) => ({ ...row, id: String(index) }));
      const table = new Table<Row>("rows", (_change: Change) => undefined, { kind: (row) => row.kind });
      for (const row of ordered) table.put({ ...row, kind: "b" });
      for (const row of ordered) table.put(row);
      const has = (at: number | null): at is number => at !== null && at < ordered.length;
      const { startingAfter, endingBefore, createdUntil } = place;
      const isWanted = ({ kind }: Row) => kinds === null || kinds.includes(kind);
      const expected = has(endingBefore)
        ? ordered.slice(endingBefore + 1).filter(isWanted)
        : ordered
            .slice(0, has(startingAfter) ? startingAfter : undefined)
            .toReversed()
            .filter(isWanted);
      const found = [
        ...table.walk({
          where: kinds === null ? undefined : ["kind", kinds],
          startingAfter: has(startingAfter) ? String(startingAfter) : undefined,
          endingBefore: has(endingBefore) ? String(endingBefore) : undefined,
          createdUntil: createdUntil ?? undefined,
        }),
      ];
      const isInTime = ({ created }: Row) => createdUntil === null || created <= createdUntil;
      // What is too new may be jumped over; it never has to be.
      expect(found.filter(isInTime)).toEqual(expected.filter(isInTime));
      if (table.isInOrder && !has(endingBefore)) expect(found).toEqual(expected.filter(isInTime));
    }),
  );
});

test("the sums of a table are what adding up its rows would give, whatever was put, replaced and removed", () => {
  const step = fc.record({
    id: fc.nat(5),
    kind: fc.constantFrom(...KINDS),
    created: fc.nat(9),
    gone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const table = new Table<Row>(
        "rows",
        (_change: Change) => undefined,
        {},
        ({ kind, created }) => [kind, created],
      );
      for (const { id, gone, ...row } of steps) {
        if (gone) table.remove(String(id));
        else table.put({ id: String(id), ...row });
      }
      const expected = new Map<string, number>();
      for (const { kind, created } of table.all()) expected.set(kind, (expected.get(kind) ?? 0) + created);
      for (const kind of KINDS) expect(table.sums.get(kind) ?? 0).toBe(expected.get(kind) ?? 0);
    }),
  );
});

describe("GET /v1/events", () => {
  test("by several types, families, and whether everyone took them", async () => {
    const { sdk, control } = await openSandbox();
    const receiver = await openReceiver((count) => (count === 1 ? 500 : 200));
    await control("POST", "webhook_endpoints", { url: receiver.url, enabled_events: ["product.created"] });
    const refused = await sdk().products.create({ name: "refused" });
    await receiver.arrived(1);
    const taken = await sdk().products.create({ name: "taken" });
    await receiver.arrived(2);
    await sdk().products.update(taken.id, { name: "Cup" });
    await sdk().prices.create({ currency: "eur", unit_amount: 500, product: taken.id });
    const list = async (query: object) => (await sdk().events.list(query)).data.map(({ type }) => type);
    expect(await list({ types: ["product.created", "price.*"] })).toEqual([
      "price.created",
      "product.created",
      "product.created",
    ]);
    expect(await list({ type: "coupon.*" })).toEqual([]);
    const failed = async () => (await sdk().events.list({ delivery_success: false })).data;
    const names = (await failed()).map(({ data }) => (data.object as { name: string }).name);
    expect(names).toEqual([refused.name]);
    expect(await list({ delivery_success: true, type: "product.*" })).toEqual([
      "product.updated",
      "product.created",
    ]);
    await control("POST", "clock", { advance_seconds: 10 });
    expect(await failed()).toEqual([]);
  });
});
