import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import type { HiddenFields } from "../../store/rows.ts";
import type { Work } from "../../work/work.ts";

/** What a session keeps to itself; made with it, so that its absence is a fault of ours. */
export function hiddenFieldsOf(work: Pick<Work, "store">, session: CheckoutSession): HiddenFields {
  const hidden = work.store.hiddenFields.get(session.id);
  if (!hidden) throw new Error(`${session.id} has lost its hidden fields`);
  return hidden;
}
