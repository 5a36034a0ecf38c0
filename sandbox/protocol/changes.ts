type Hash = Record<string, unknown>;

const isHash = (value: unknown): value is Hash =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What an event's `previous_attributes` say: the earlier value of each field that changed; of a hash only the keys in
 * it that changed, with null for one that was not there.
 */
export function changesFrom(before: object, after: object): Record<string, unknown> {
  const changes: Hash = {};
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(key), is.get(key)];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    changes[key] = isHash(old) && isHash(now) ? changesFrom(old, now) : (old ?? null);
  }
  return changes;
}
