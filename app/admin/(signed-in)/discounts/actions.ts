"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { DISCOUNT_FIELDS, readDiscount, type TypedDiscount } from "@/domain/discounts/read-discount";
import { isUuid } from "@/domain/uuid";
import { translator } from "@/messages/messages";
import { saveDiscount } from "@/server/discounts/admin/save-discount";
import { env, shopLocale } from "@/server/platform/env";
import type { DiscountFormState } from "@/ui/admin/discounts/discount-form";

const list = "/admin/discounts";
const Discount = z
  .object({ id: z.uuid().optional(), base: z.coerce.number().int().min(0).max(1_000_000_000) })
  .catchall(z.string().max(500));

/** Makes a discount, or changes one. */
export const save = adminAction(
  {
    permission: "catalog.write",
    schema: Discount,
    path: ({ id }) => (id ? `${list}/${id}` : `${list}/new`),
  },
  async ({ id, base, ...form }): Promise<DiscountFormState> => {
    const t = translator(shopLocale());
    const typed = typedIn(form);
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const read = readDiscount(typed, env().SHOP_CURRENCY, (code) => names.of(code) !== undefined);
    if ("fault" in read) {
      const { field, kind, place = "" } = read.fault;
      return { kind: "refused", field, message: t(`admin.discounts.fault.${kind}`, { place }), typed };
    }
    const answer = await saveDiscount(id ?? null, base, read);
    if (answer.kind === "saved" && id === undefined) redirect(`${list}/${answer.id}`);
    if (answer.kind === "saved") {
      revalidatePath(`${list}/${id}`);
      return { kind: "done", message: t("admin.discounts.saved") };
    }
    const name = answer.kind === "conflict" ? answer.changedBy : "";
    const message = t(`admin.discounts.refused.${answer.kind}`, { name });
    return {
      ...{ kind: "refused", message, typed },
      ...(answer.kind === "code_taken" ? { field: "code" as const } : {}),
      ...(answer.kind === "below_uses" ? { field: "usageLimit" as const } : {}),
    };
  },
);

function typedIn(form: Record<string, unknown>): TypedDiscount {
  const fields = DISCOUNT_FIELDS.map((field) => [field, String(form[field] ?? "")]);
  const collectionIds = Object.keys(form).flatMap((name) => {
    const [, id = ""] = /^collection-(.+)$/.exec(name) ?? [];
    return isUuid(id) ? [id] : [];
  });
  return { ...(Object.fromEntries(fields) as Omit<TypedDiscount, "collectionIds">), collectionIds };
}
