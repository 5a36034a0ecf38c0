import "server-only";
import { createHash } from "node:crypto";
import { translator } from "@/messages/messages";
import type { Tx } from "../../platform/db";
import { shopLocale } from "../../platform/env";
import { fillPage } from "../pages/fill-page";
import { listPolicies } from "../pages/get-page";
import { pageText } from "../pages/page-rows";

/**
 * Keeps under which policies an order is placed, in its transaction: their texts as the shop shows them now, and the
 * sentence that names them above the button. A shop without such pages keeps none.
 */
export async function recordConsents(tx: Tx, orderId: string): Promise<void> {
  const policies = await listPolicies(tx);
  if (policies.length === 0) return;
  // By hand: each page with the one of its versions that is published.
  const rows = await tx.$queryRaw<{ id: string; content: unknown }[]>`
    SELECT c.id, v.content FROM contents c JOIN content_versions v ON v.content_id = c.id AND v.number = c.published_version
     WHERE c.id = ANY (${policies.map(({ id }) => id)}::uuid[])`;
  const locale = shopLocale();
  const texts = policies.flatMap(({ id, kind, title }) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    const body = fillPage(pageText.parse(row.content).body);
    return [{ kind, locale, title, body, hash: hashOf([kind, locale, title, body]) }];
  });
  await tx.policyText.createMany({ data: texts, skipDuplicates: true });
  const names = texts.map(({ title }) => title).join(" \u00b7 ");
  const sentence = `${translator(locale)("shop.policies.sentence")} ${names}`;
  await tx.orderConsent.createMany({
    data: texts.map(({ hash }, position) => ({ orderId, policyHash: hash, position, sentence })),
    skipDuplicates: true,
  });
}

/** The same as the database's CHECK. */
const hashOf = (parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("hex");
