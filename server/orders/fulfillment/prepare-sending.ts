import "server-only";
import { lineTitle } from "@/domain/orders/line-words";
import type { OrderView } from "@/domain/orders/views";
import { previewParcelMail } from "../mail/send-order-mail";
import { findLastCarrier } from "./send-order";

type Prepared = { carrier: string | null; mail: { subject: string; text: string } | null };

/**
 * What the form of the next parcel begins with: the carrier that the admin named last, and the mail about all that is
 * left; nothing where nothing can be sent. @throws when the admin may not send
 */
export async function prepareSending({ id, lines, units, notSent }: OrderView): Promise<Prepared> {
  const parcel = units.flatMap(({ units: { left } }, index) => {
    const line = lines[index];
    return line && left > 0 ? { title: lineTitle(line), quantity: left } : [];
  });
  if (parcel.length === 0 || notSent !== null) return { carrier: null, mail: null };
  const carrier = await findLastCarrier();
  const mail = await previewParcelMail(id, "sent", { carrier: null, trackingNumbers: [], lines: parcel });
  return { carrier, mail };
}
