import { randomUUID } from "node:crypto";
import { createElement } from "react";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { NewestNote, Notes } from "../../../app/admin/(signed-in)/orders/[id]/notes/notes.tsx";
import { MAX_ORDER_NOTE } from "../../../domain/notes/order-notes.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { removeOrderNote, saveOrderNote } from "../../../server/orders/history/note-order.ts";
import { browser } from "../../support/browser.ts";
import { renderWords } from "../../support/render-words.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN } from "../../support/test-shop.ts";

const BEN = { id: "ben", name: "Ben", email: "ben@shop.test", role: "fulfillment" } as const;

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
beforeEach(() => {
  browser.admin = ADMIN;
});
afterAll(() => s.testShop.close());

const write = (orderId: string, text: string, requestId: string = randomUUID()) =>
  saveOrderNote({ orderId, requestId, text });
const textsOf = async (orderId: string) => (await getOrder(orderId))?.notes.map(({ text }) => text);
const auditOf = (orderId: string) =>
  s.testShop.sql<{ action: string; actor: string; before: unknown; after: unknown }>(
    "SELECT action, actor, before, after FROM audit_entries WHERE object = $1 AND action LIKE 'order_note%' ORDER BY seq",
    [`order:${orderId}`],
  );

it("an admin's note stands in the history with name and time, and its words are not in the audit", async () => {
  const { order } = await s.checkOut();
  expect(await write(order.id, "Knock twice.\r\nSide door. ")).toBe("saved");
  browser.admin = BEN;
  expect(await write(order.id, "Packed with straw")).toBe("saved");
  const seen = await getOrder(order.id);
  expect(seen?.notes).toMatchObject([
    { text: "Knock twice.\nSide door.", writer: "Ada", writerId: ADMIN.id },
    { text: "Packed with straw", writer: "Ben", writerId: BEN.id },
  ]);
  expect(seen?.timeline.filter(({ event }) => event.kind === "note")).toMatchObject([
    { actorKind: "admin", actorRef: "Ada", at: expect.any(Date) },
    { actorKind: "admin", actorRef: "Ben", at: expect.any(Date) },
  ]);
  expect(await auditOf(order.id)).toEqual([
    { action: "order_noted", actor: ADMIN.email, before: null, after: null },
    { action: "order_noted", actor: BEN.email, before: null, after: null },
  ]);
});

it("a double click writes one note, and the same words again are another one", async () => {
  const { order } = await s.checkOut();
  const requestId = randomUUID();
  const results = await Promise.all([1, 2, 3, 4].map(() => write(order.id, "Gift", requestId)));
  expect(results).toEqual(["saved", "saved", "saved", "saved"]);
  expect(await textsOf(order.id)).toEqual(["Gift"]);
  expect(await auditOf(order.id)).toHaveLength(1);
  expect(await write(order.id, "Gift")).toBe("saved");
  expect(await textsOf(order.id)).toEqual(["Gift", "Gift"]);
});

it("a note is at most 2,000 characters, and never empty", async () => {
  const { order } = await s.checkOut();
  const line = "x\r\n";
  expect(await write(order.id, `${line.repeat(MAX_ORDER_NOTE / 2)}`)).toBe("saved");
  expect(await write(order.id, "x".repeat(MAX_ORDER_NOTE + 1))).toBe("too_long");
  expect(await write(order.id, " \r\n\u0000")).toBe("empty");
  expect(await write(randomUUID(), "x")).toBe("unknown_order");
  expect(await textsOf(order.id)).toHaveLength(1);
});

it("its writer alone takes a note back, once; the page shows it no more, and the history says so", async () => {
  const { order } = await s.checkOut();
  const { order: other } = await s.checkOut();
  await write(order.id, "Secret of the cellar");
  const id = (await getOrder(order.id))?.notes[0]?.id ?? "";
  browser.admin = BEN;
  expect(await removeOrderNote(order.id, id)).toBe("not_yours");
  browser.admin = ADMIN;
  expect(await removeOrderNote(other.id, id)).toBe("gone");
  const results = await Promise.all([1, 2, 3].map(() => removeOrderNote(order.id, id)));
  expect(results.toSorted()).toEqual(["gone", "gone", "removed"]);
  const seen = await getOrder(order.id);
  expect(seen?.notes).toEqual([]);
  expect(JSON.stringify(seen?.timeline.map(({ event }) => event))).not.toContain("cellar");
  expect(seen?.timeline.at(-1)?.event).toEqual({ kind: "note_removed", data: { noteId: id } });
  // The row stays: the history is only added to.
  const kinds = (await s.historyOf(order.id)).map(({ kind }) => kind);
  expect(kinds).toEqual(["checkout_started", "note", "note_removed"]);
  expect((await auditOf(order.id)).map(({ action }) => action)).toEqual([
    "order_noted",
    "order_note_removed",
  ]);
});

it("the newest note stands at the top, on paper too; a button to take back is at one's own notes alone", async () => {
  const { order } = await s.checkOut();
  await write(order.id, "Knock twice");
  browser.admin = BEN;
  await write(order.id, "Packed with <straw>");
  const seen = await getOrder(order.id);
  if (!seen) throw new Error("no such order");
  const shown = { order: seen, locale: "en-IE", now: new Date() };
  const top = renderWords(createElement(NewestNote, shown));
  expect(top).toContain("Packed with &lt;straw&gt;");
  expect(top).not.toContain("Knock twice");
  expect(top.slice(0, top.indexOf(">"))).not.toContain("print:hidden");
  const as = (role: "fulfillment" | "viewer") =>
    renderWords(createElement(Notes, { ...shown, admin: { ...BEN, role } }));
  expect(as("fulfillment").match(/Take back/g)).toHaveLength(1);
  expect(as("fulfillment")).toContain("<textarea");
  expect(as("viewer")).toContain("Knock twice");
  expect(as("viewer")).not.toMatch(/Take back|<textarea/);
});

it("a line that the shop wrote by itself is no note, and nobody takes it back", async () => {
  const { order } = await s.checkOut();
  const [line] = await s.testShop.sql<{ id: bigint }>(
    `INSERT INTO order_events (order_id, kind, data, actor_kind) VALUES ($1, 'note', '{"text":"Old line"}', 'sweep') RETURNING id`,
    [order.id],
  );
  expect(await textsOf(order.id)).toEqual([]);
  for (const id of [String(line?.id), "0", "x", "9".repeat(40)])
    expect(await removeOrderNote(order.id, id)).toBe("gone");
});
