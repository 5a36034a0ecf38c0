import type { Row } from "../store/journal.ts";
import type { Store } from "../store/store.ts";
import type { PageOptions, Table } from "../store/table.ts";
import type { Work } from "../work/work.ts";
import { type Endpoint, endpoint, many } from "./endpoint.ts";
import { invalidRequest, noSuch } from "./errors.ts";
import { integer, object, optional, type Param, type Range, type Read, range, text } from "./params.ts";
import type { Route } from "./permissions.ts";

export const paging = {
  limit: optional(integer(1, 100)),
  starting_after: optional(text()),
  ending_before: optional(text()),
};
export type Paging = { [K in keyof typeof paging]: Read<(typeof paging)[K]> };

export interface ListObject<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}

export const listOf = <T>(url: string, data: T[], hasMore = false): ListObject<T> => ({
  object: "list",
  data,
  has_more: hasMore,
  url,
});

/** One page: the newest rows that fit, or those next to a cursor, always newest first. */
export function pageOf<R extends Row>(
  table: Table<R>,
  query: Paging & {
    url: string;
    where?: PageOptions["where"];
    created?: Range | undefined;
    keep?: ((row: R) => boolean) | undefined;
  },
): ListObject<R> {
  const { limit = 10, starting_after, ending_before, created = {} } = query;
  if (starting_after !== undefined && ending_before !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: ending_before, starting_after.");
  }
  for (const [param, id] of Object.entries({ starting_after, ending_before })) {
    if (id !== undefined && !table.get(id)) throw noSuch("object", id, param);
  }
  const found: R[] = [];
  for (const row of table.walk({
    where: query.where,
    startingAfter: starting_after,
    endingBefore: ending_before,
    createdUntil: created.lt === undefined ? created.lte : created.lt - 1,
  })) {
    const madeAt = row.created ?? 0;
    if (ending_before === undefined && table.isInOrder && isBefore(madeAt, created)) break;
    if (!inRange(madeAt, created) || (query.keep && !query.keep(row))) continue;
    found.push(row);
    // One more than asked for tells whether there are more.
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  if (ending_before !== undefined) page.reverse();
  return listOf(query.url, page, found.length > limit);
}

/** Whether a moment lies in a range, and whether everything before it is out too. */
function inRange(created: number, { gt, gte, lt, lte }: Range): boolean {
  return (
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte)
  );
}

const isBefore = (created: number, { gt, gte }: Range): boolean =>
  (gt !== undefined && created <= gt) || (gte !== undefined && created < gte);

/**
 * The `GET /v1/things` of a kind of object. `filters` are its own parameters; one that is also an index of the table
 * goes through the index, the rest compare the field of the same name.
 */
export function listEndpoint<
  R extends Row & { created: number },
  F extends Record<string, Param<string | boolean | undefined>>,
>(
  route: Route & `GET ${string}`,
  kind: string,
  tableOf: (store: Store) => Table<R>,
  options: {
    filters: F;
    indexed?: readonly (keyof F & string)[];
    /** How a filter chooses, where it is not by a field of the same name. */
    matches?: Partial<Record<keyof F & string, (row: R, value: string) => boolean>>;
    show?: (work: Work, row: R) => object;
  },
): Endpoint {
  const params = object({ ...paging, created: optional(range()), ...options.filters });
  return endpoint(route, many(kind), params, (work, given) => {
    const filters = Object.keys(options.filters).flatMap((name) => {
      const value = (given as Record<string, unknown>)[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    const indexed = filters.find(([name]) => options.indexed?.includes(name));
    const { created = {} } = given as { created?: Range };
    const page = pageOf(tableOf(work.store), {
      ...(given as Paging),
      url: route.slice(4),
      where: indexed ? [indexed[0], String(indexed[1])] : undefined,
      created,
      keep: (row) =>
        filters.every(([name, value]) => {
          const match = options.matches?.[name];
          return match ? match(row, String(value)) : (row as Record<string, unknown>)[name] === value;
        }),
    });
    const { show } = options;
    return show ? { ...page, data: page.data.map((row) => show(work, row)) } : page;
  });
}
