import { invalidRequest } from "./errors.ts";
import { asObject, type Param } from "./params.ts";

/** Changes to metadata: a string sets a key, null removes it, `null` as a whole removes all. Limits are Stripe's. */
export type MetadataChange = Record<string, string | null> | null;

export const metadata = (): Param<MetadataChange> => ({
  read(value, path) {
    if (value === "") return null;
    const entries = Object.entries(asObject(value, path));
    if (entries.length > 50) throw invalidRequest("Metadata can have at most 50 keys.", path);
    return Object.fromEntries(
      entries.map(([key, entry]) => {
        const at = `${path}[${key}]`;
        if (typeof entry !== "string")
          throw invalidRequest(
            "Metadata values must be strings, but it is possible you passed an object or array.",
            at,
          );
        if (key.length > 40)
          throw invalidRequest(`Metadata keys must be at most 40 characters, but got ${key.length}.`, at);
        if (entry.length > 500)
          throw invalidRequest(
            `Metadata values can have up to 500 characters, but you passed in a value that is ${entry.length} characters. Invalid value: ${entry.slice(0, 20)}…`,
            at,
          );
        return [key, entry === "" ? null : entry];
      }),
    );
  },
});

export function mergeMetadata(
  before: Record<string, string>,
  change: MetadataChange | undefined,
): Record<string, string> {
  if (change === undefined) return before;
  if (change === null) return {};
  const merged: Record<string, string | null> = { ...before, ...change };
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
