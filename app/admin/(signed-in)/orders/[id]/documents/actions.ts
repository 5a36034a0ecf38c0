"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { correctionSchema } from "@/server/documents/correct-invoice";
import { correctOrderInvoice } from "@/server/orders/documents/issue-order-documents";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const Input = correctionSchema.extend({ id: z.uuid(), invoiceId: z.uuid() });
const pathOf = ({ id }: { id: string }) => `/admin/orders/${id}`;

/** Takes the invoice back by a credit note, and issues one to whom it should be made out. */
export const correct = adminAction(
  { permission: "orders.refund", schema: Input, path: pathOf },
  async ({ id, invoiceId, ...correction }): Promise<FormState> => {
    const result = await correctOrderInvoice(id, invoiceId, correction);
    const message = translator(shopLocale())(`admin.documents.correct.result.${result}`);
    if (result !== "corrected") return { kind: "refused", message };
    revalidatePath(pathOf({ id }));
    return { kind: "done", message };
  },
);
