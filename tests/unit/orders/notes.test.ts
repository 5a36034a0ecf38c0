import { expect, it } from "vitest";
import { notesIn, tidyNote, withoutRemovedNotes } from "../../../domain/notes/order-notes.ts";

it.each([
  ["  knock twice\r\nside door\rred bell \n", "knock twice\nside door\nred bell"],
  ["\u0000 \r\n", ""],
  ["half \ud83d", "half \ufffd"],
])("a note is stored with plain line breaks and nothing around it: %j", (typed, stored) => {
  expect(tidyNote(typed)).toBe(stored);
});

it("a note that was taken back is left out of the history, and no other line is", () => {
  const at = new Date();
  const note = (id: bigint, text: string, writerId?: string) => ({
    ...{ id, at, actorRef: "Ada" },
    event: { kind: "note" as const, data: { text, writerId } },
  });
  const removed = {
    id: 9n,
    at,
    actorRef: "Ada",
    event: { kind: "note_removed" as const, data: { noteId: "2" } },
  };
  const wrong = {
    id: 10n,
    at,
    actorRef: "Ada",
    event: { kind: "note_removed" as const, data: { noteId: "9" } },
  };
  const history = [note(1n, "first", "a"), note(2n, "second", "a"), note(3n, "old line"), removed, wrong];
  const shown = withoutRemovedNotes(history);
  expect(shown.map(({ id }) => id)).toEqual([1n, 3n, 9n, 10n]);
  expect(notesIn(shown)).toEqual([{ id: "1", text: "first", writer: "Ada", writerId: "a", at }]);
});
