/** Characters of one tag. */
export const MAX_TAG_LENGTH = 40;
/** Tags of one customer; the table checks it. */
export const MAX_TAGS = 20;

export type TagFault = "empty" | "too_long" | "too_many";

/** A tag as it is kept: in lower case, with single spaces, so that "VIP" and " vip" are one. */
export const foldTag = (typed: string): string =>
  typed
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ")
    .trim();

/** The tags that a person typed, between commas. */
export function readTags(typed: string): string[] | TagFault {
  const tags = [...new Set(typed.split(",").map(foldTag).filter(Boolean))];
  if (tags.length === 0) return "empty";
  return tags.some((tag) => tag.length > MAX_TAG_LENGTH) ? "too_long" : tags;
}

/** @returns the tags with these added, in order */
export function withTags(tags: readonly string[], added: readonly string[]): string[] | TagFault {
  const all = [...new Set([...tags, ...added])].toSorted();
  return all.length > MAX_TAGS ? "too_many" : all;
}
