import "server-only";
import { describeKeyTrouble } from "../stripe/describe-key-trouble";
import { findClosures } from "../stripe/find-closed-functions";
import { isFunctionOpen } from "../stripe/try-closed-functions";

/** For the desk: why no refund can be made now, with the row of Stripe's dashboard to tick; null when one can. */
export async function whyRefundsAreOff(): Promise<string | null> {
  if (await isFunctionOpen("createRefund")) return null;
  const [closed] = await findClosures("createRefund");
  return closed ? describeKeyTrouble(closed) : null;
}
