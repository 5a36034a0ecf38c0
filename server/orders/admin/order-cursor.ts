import "server-only";

/** A place in the list: the order that was first or last on a page. */
export type OrderCursor = { placedAt: Date; id: string };

const CURSOR = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** For a URL. Milliseconds are all there is: the column holds no more. */
export function cursorText({ placedAt, id }: OrderCursor): string {
  return `${placedAt.getTime()}.${id}`;
}

/** @returns null for anything that `cursorText` did not write */
export function readCursor(text: string | undefined): OrderCursor | null {
  const [, time, id] = CURSOR.exec(text ?? "") ?? [];
  return time && id ? { placedAt: new Date(Number(time)), id } : null;
}
