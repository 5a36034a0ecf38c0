import { isUuid } from "./uuid.ts";

/** A place in a list by time: the row that was first or last on a page. */
export type ListCursor = { at: Date; id: string };

/** For a URL. Milliseconds are all there is: the columns hold no more. */
export function cursorText({ at, id }: ListCursor): string {
  return `${at.getTime()}.${id}`;
}

/**
 * @param isId whether a text can be an id of the list
 * @returns null for anything that `cursorText` did not write
 */
export function readCursor(
  text: string | undefined,
  isId: (id: string) => boolean = isUuid,
): ListCursor | null {
  const [, time, id] = /^(\d{1,14})\.([\w-]{1,255})$/.exec(text ?? "") ?? [];
  return time && id && isId(id) ? { at: new Date(Number(time)), id } : null;
}
