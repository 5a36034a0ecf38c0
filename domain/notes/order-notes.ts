import type { OrderEvent } from "../orders/history.ts";

/** Characters of a note on an order, as a browser counts them. */
export const MAX_ORDER_NOTE = 2_000;

/** Characters of the reason for which an admin flags an order. */
export const MAX_FLAG_NOTE = 500;

/** What a person noted on an order, and has not taken back. */
export type NoteView = {
  /** Of its line in the history. */
  id: string;
  text: string;
  writer: string | null;
  writerId: string;
  at: Date;
};

/** A note as it is stored: line breaks are LF, whatever the browser sent, and nothing stands around it. */
export const tidyNote = (typed: string): string =>
  typed
    .replaceAll(/\r\n?/g, "\n")
    // PostgreSQL's JSON holds neither of them.
    .replaceAll("\0", "")
    .toWellFormed()
    .trim();

type Line = { id: bigint; at: Date; actorRef: string | null; event: OrderEvent };

/** A history without the notes that their writers have taken back. */
export function withoutRemovedNotes<Entry extends Line>(history: Entry[]): Entry[] {
  const removed = new Set(
    history.flatMap(({ event }) => (event.kind === "note_removed" ? [event.data.noteId] : [])),
  );
  return history.filter(({ id, event }) => event.kind !== "note" || !removed.has(String(id)));
}

/** The notes of such a history, the oldest first. A line of an older version has no writer: it is no note. */
export const notesIn = (history: Line[]): NoteView[] =>
  history.flatMap(({ id, at, actorRef, event }) =>
    event.kind === "note" && event.data.writerId !== undefined
      ? [{ id: String(id), text: event.data.text, writer: actorRef, writerId: event.data.writerId, at }]
      : [],
  );
