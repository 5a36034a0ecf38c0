import { API_VERSION, type EventObject } from "../objects/stripe-objects.ts";
import { StripeError } from "../protocol/errors.ts";
import type { FormObject } from "../protocol/form.ts";
import type { Store } from "../store/store.ts";
import { isOlder } from "./api-versions.ts";
import { paymentMethodTypes } from "./payment-method-types.ts";
import { promotionCoupon } from "./promotion-coupon.ts";
import { uiMode } from "./ui-mode.ts";
import type { Hash, VersionChange } from "./version-change.ts";

/** All that Stripe renamed since the oldest version that is answered, in the part of the API that is here. */
const CHANGES: readonly VersionChange[] = [promotionCoupon, uiMode, paymentMethodTypes];

/** What has changed since a version; all of it may be meant where none is named (null). */
const changesAfter = (version: string | null): VersionChange[] =>
  CHANGES.filter(({ since }) => version === null || isOlder(version, since));

/**
 * A request's parameters as the newest version has them. One that names no version gets the account's at Stripe,
 * often an older one, and the Stripe CLI's fixtures are written for those: it may use both.
 */
export function upgradeRequest(
  { method, path }: { method: string; path: string },
  form: FormObject,
  version: string | null,
): FormObject {
  const isLenient = version === null;
  return CHANGES.reduce((upgraded, change) => {
    const call = { method, path, form: upgraded, isLenient };
    if (isLenient || isOlder(version, change.since)) return change.upgrade(call);
    change.refuse?.(call);
    return upgraded;
  }, form);
}

/** An answer, or the object of an event, as a version shows it; in the newest version where none is named. */
export function downgradeAnswer(store: Store, answer: object, version: string | null): object {
  const changes = version === null ? [] : changesAfter(version);
  if (changes.length === 0) return answer;
  const newestFirst = changes.toReversed();
  const mapPart = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(mapPart);
    return typeof part === "object" && part !== null ? map(part) : part;
  };
  const map = (value: object): object => {
    // What an event shows was fixed when it was made.
    if ("object" in value && value.object === "event") return value;
    const older = newestFirst.reduce<Hash>(
      (object, { downgrade = {} }) => downgrade[String(object.object)]?.(object, store) ?? object,
      { ...value },
    );
    return Object.fromEntries(Object.entries(older).map(([key, part]) => [key, mapPart(part)]));
  };
  return map(answer);
}

/** An event as an endpoint of a version gets it. */
export function downgradeEvent(store: Store, event: EventObject, version: string | null): object {
  if (version === null || version === event.api_version) return event;
  const object = downgradeAnswer(store, event.data.object, version);
  return { ...event, api_version: version, data: { ...event.data, object } };
}

/** A refusal in an older version's words. */
export function downgradeError(error: unknown, version: string | null): unknown {
  const changes = version === null ? [] : changesAfter(version);
  if (!(error instanceof StripeError) || changes.length === 0) return error;
  const words = changes.flatMap(({ words = {} }) => Object.entries(words));
  const older = (text: string): string =>
    words.reduce((said, [newest, before]) => said.replaceAll(newest, before), text);
  const { status, message, type, code, param, extra, isResult } = error;
  return new StripeError(status, older(message), {
    type,
    code,
    param: param === undefined ? undefined : older(param),
    extra,
    isResult,
  });
}

/** What to know about an older version, in a sentence; null for the newest. */
export function sayDifference(version: string): string | null {
  if (version === API_VERSION) return null;
  const differences = changesAfter(version).map(({ says }) => says);
  const what =
    differences.length === 0 ? "nothing that the sandbox knows was renamed since" : differences.join("; ");
  return `Requests name Stripe's API version ${version}, the sandbox speaks ${API_VERSION}: ${what}. Requests and answers are mapped.`;
}
