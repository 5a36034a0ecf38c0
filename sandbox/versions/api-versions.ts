import { API_VERSION } from "../objects/stripe-objects.ts";
import { invalidRequest, StripeError } from "../protocol/errors.ts";

/** The versions that are answered, oldest first: docs.stripe.com/changelog. */
const VERSIONS = [
  "2025-03-31.basil",
  "2025-04-30.basil",
  "2025-05-28.basil",
  "2025-06-30.basil",
  "2025-07-30.basil",
  "2025-08-27.basil",
  "2025-09-30.clover",
  "2025-10-29.clover",
  "2025-11-17.clover",
  "2025-12-15.clover",
  "2026-01-28.clover",
  "2026-02-25.clover",
  "2026-03-25.dahlia",
  "2026-04-22.dahlia",
  "2026-05-27.dahlia",
  "2026-06-24.dahlia",
  "2026-07-29.dahlia",
  "2026-08-26.dahlia",
  "2026-09-30.endive",
  API_VERSION,
] as const;
export type ApiVersion = (typeof VERSIONS)[number];

const [OLDEST] = VERSIONS;
const RELEASED_BEFORE = /^20\d\d-\d\d-\d\d(\.acacia)?$/;

const findVersion = (name: string): ApiVersion | undefined => VERSIONS.find((version) => version === name);

/** Versions are named by their day, so that they sort like it; `null` is a request that names none. */
export const isOlder = (version: string, than: ApiVersion): boolean => version < than;

/** The version that a request names; null when it names none. Throws what Stripe says of one that there never was. */
export function readVersion(header: string | undefined): ApiVersion | null {
  if (header === undefined) return null;
  const version = findVersion(header);
  if (version) return version;
  if (!isReleased(header)) throw new StripeError(400, `Invalid Stripe API version: ${header}`);
  throw invalidRequest(
    `The sandbox answers Stripe's API versions from ${OLDEST} to ${API_VERSION}; this request names '${header}'. Stripe itself accepts it.`,
    undefined,
    "sandbox_not_covered",
  );
}

/** Whether Stripe has such a version, among those that are answered here or before them. */
export const isReleased = (name: string): boolean =>
  findVersion(name) !== undefined || (RELEASED_BEFORE.test(name) && isOlder(name, OLDEST));
