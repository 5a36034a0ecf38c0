import type { FormObject } from "../protocol/form.ts";
import type { Store } from "../store/store.ts";
import type { ApiVersion } from "./api-versions.ts";

export type Hash = Record<string, unknown>;

/** A request on its way to the newest version's parameters. */
export interface OlderCall {
  method: string;
  path: string;
  form: FormObject;
  /** The request names no version: it may use the older names, and the newer ones as well. */
  isLenient: boolean;
}

/** One way in which the newest version differs from those before `since`. */
export interface VersionChange {
  since: ApiVersion;
  /** The difference in a sentence, for the log. */
  says: string;
  /** An older request's parameters under their newest names. Throws what the older version refuses. */
  upgrade(call: OlderCall): FormObject;
  /** Throws what versions from `since` on say to what was before, where that is more than "unknown parameter". */
  refuse?(call: OlderCall): void;
  /** By the kind of an answer's object: the object as the older version shows it. */
  downgrade?: Record<string, (object: Hash, store: Store) => Hash>;
  /** Words of the newest version in messages and parameter names, and what the older version has for them. */
  words?: Record<string, string>;
}
