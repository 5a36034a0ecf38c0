import "server-only";
import { money } from "@/domain/money";
import type { RefundShares } from "@/domain/refunds/lines";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { previewRefundMail } from "../mail/send-order-mail";
import { placeRefundLines } from "./refund-lines";

type Item = { title: string; quantity: number };

export type RefundPreview = {
  /** What is not sent any more. */
  unsent: Item[];
  /** The mail as the shopper will get it; null where there is no address. */
  mail: { subject: string; text: string } | null;
};

/** What a refund would do to the goods, and the mail about it. @throws when the admin may not refund */
export async function previewRefund(
  orderId: string,
  shares: RefundShares & { amountMinor: bigint },
  currency: string,
): Promise<RefundPreview> {
  await requireAdmin("orders.refund");
  const lines = await placeRefundLines(db(), orderId, shares);
  return {
    unsent: lines.flatMap(({ title, unsent }) => (unsent > 0 ? { title, quantity: unsent } : [])),
    mail: await previewRefundMail(orderId, {
      amount: money(shares.amountMinor, currency),
      items: lines,
      shippingMinor: shares.shipping.amountMinor,
    }),
  };
}
