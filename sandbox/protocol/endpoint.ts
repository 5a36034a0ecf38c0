import type { Work } from "../work/work.ts";
import type { Param } from "./params.ts";
import type { Route } from "./permissions.ts";

/** What an endpoint answers with, for `expand`: the kind of object, or a list of that kind. */
export type Answer = { kind: string; isList: boolean };
export const one = (kind: string): Answer => ({ kind, isList: false });
export const many = (kind: string): Answer => ({ kind, isList: true });

export interface Endpoint {
  route: Route;
  params: Param<unknown>;
  answer: Answer;
  run(work: Work, params: unknown, id: string): object;
}

/** Declares one endpoint: its parameters, what it answers, and what it does with parameters that are in order. */
export function endpoint<P>(
  route: Route,
  answer: Answer,
  params: Param<P>,
  run: (work: Work, params: P, id: string) => object,
): Endpoint {
  // `params` was read by this very schema, which is what makes the cast true.
  return { route, answer, params, run: (work, read, id) => run(work, read as P, id) };
}
