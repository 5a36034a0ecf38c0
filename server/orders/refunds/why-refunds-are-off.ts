import "server-only";
import { describeKeyTrouble } from "../../stripe/keys/describe-key-error";
import { findClosures } from "../../stripe/resilience/find-disabled-calls";
import { isFunctionOpen } from "../../stripe/resilience/probe-disabled-calls";

/** For the desk: why no refund can be made now, with the row of Stripe's dashboard to tick; null when one can. */
export async function whyRefundsAreOff(): Promise<string | null> {
  if (await isFunctionOpen("createRefund")) return null;
  const [closed] = await findClosures("createRefund");
  return closed ? describeKeyTrouble(closed) : null;
}
