import "server-only";
import { describeKeyError } from "../../stripe/keys/describe-key-error";
import { findDisabledKeys } from "../../stripe/resilience/find-disabled-calls";
import { isCallEnabled } from "../../stripe/resilience/probe-disabled-calls";

/** For the desk: why no refund can be made now, with the row of Stripe's dashboard to tick; null when one can. */
export async function whyRefundsAreOff(): Promise<string | null> {
  if (await isCallEnabled("createRefund")) return null;
  const [closed] = await findDisabledKeys("createRefund");
  return closed ? describeKeyError(closed) : null;
}
