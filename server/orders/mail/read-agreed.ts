import "server-only";
import { db } from "../../platform/db";

/** Of what an order was placed under, the terms and the withdrawal notice: the law wants both with the confirmation. */
const IN_CONFIRMATION = ["terms", "returns"];

/** The texts as they were when the order was placed. */
export async function readAgreed(orderId: string): Promise<{ title: string; text: string }[]> {
  const rows = await db().orderConsent.findMany({
    where: { orderId, policy: { kind: { in: IN_CONFIRMATION } } },
    orderBy: { position: "asc" },
    select: { policy: { select: { title: true, body: true } } },
  });
  return rows.map(({ policy: { title, body } }) => ({ title, text: body.trim() }));
}
