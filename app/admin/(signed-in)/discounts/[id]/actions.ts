"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { readCode } from "@/domain/discounts/discount";
import {
  MAX_CODES_OF_DISCOUNT,
  MAX_PREFIX,
  MAX_SINGLE_CODES,
  readPrefix,
} from "@/domain/discounts/single-codes";
import { translator } from "@/messages/messages";
import { archiveDiscount, chooseProduct } from "@/server/discounts/admin/save-discount";
import { makeSingleCodes } from "@/server/discounts/admin/single-codes";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const permission = "catalog.write" as const;
const pathOf = ({ id }: { id: string }) => `/admin/discounts/${id}`;

/** It can be had no more, or again. */
export const archive = adminAction(
  { permission, schema: z.object({ id: z.uuid(), isArchived: z.enum(["", "on"]) }), path: pathOf },
  async ({ id, isArchived }): Promise<FormState> => {
    await archiveDiscount(id, isArchived === "on");
    revalidatePath(pathOf({ id }));
    return null;
  },
);

/** Adds a product that it is for, or takes it out. */
export const choose = adminAction(
  {
    permission,
    schema: z.object({ id: z.uuid(), product: z.uuid(), step: z.enum(["add", "remove"]) }),
    path: pathOf,
  },
  async ({ id, product, step }): Promise<FormState> => {
    const done = await chooseProduct(id, product, step);
    revalidatePath(pathOf({ id }));
    return done === "done"
      ? null
      : { kind: "refused", message: translator(shopLocale())("admin.discounts.refused.gone") };
  },
);

const Codes = z.object({
  id: z.uuid(),
  requestId: z.uuid(),
  count: z.string().max(20),
  prefix: z.string().max(100),
});

/** Makes codes that work once each. */
export const makeCodes = adminAction(
  { permission, schema: Codes, path: pathOf },
  async ({ id, requestId, count: typed, prefix: given }): Promise<FormState> => {
    const t = translator(shopLocale());
    const prefix = readPrefix(readCode(given));
    if (prefix === null)
      return { kind: "refused", message: t("admin.discounts.codes.fault.prefix", { letters: MAX_PREFIX }) };
    const count = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : 0;
    const done = await makeSingleCodes(id, { count, prefix, requestId });
    revalidatePath(pathOf({ id }));
    if (done === "made") return { kind: "done", message: t("admin.discounts.codes.made", { count }) };
    const values = { most: MAX_SINGLE_CODES, all: MAX_CODES_OF_DISCOUNT };
    return { kind: "refused", message: t(`admin.discounts.codes.fault.${done}`, values) };
  },
);
