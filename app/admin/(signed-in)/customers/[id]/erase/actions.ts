"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { eraseCustomer } from "@/server/customers/erase/erase-customer";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const Erase = z.object({ id: z.uuid(), typed: z.string().max(500) });
const pathOf = ({ id }: { id: string }) => `/admin/customers/${id}/erase`;

/** Erases the person, and shows the customers without them. */
export const erase = adminAction(
  { permission: "customers.erase", schema: Erase, path: pathOf },
  async (input): Promise<FormState> => {
    const result = await eraseCustomer(input.id, input.typed);
    if (result.kind === "erased") redirect(`/admin/customers?erased=${result.numbers.length}`);
    if (result.kind === "unfinished") revalidatePath(pathOf(input));
    const what = result.kind === "unfinished" ? "notFinished" : result.kind;
    return { kind: "refused", message: translator(shopLocale())(`admin.customers.erase.${what}`) };
  },
);
