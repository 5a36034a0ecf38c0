"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_CUSTOMER_NOTE } from "@/domain/customers/views";
import { tidyNote } from "@/domain/notes/order-notes";
import { translator } from "@/messages/messages";
import { saveNote } from "@/server/customers/save-note";
import { shopLocale } from "@/server/platform/env";
import { hideWords } from "@/server/platform/requests/hidden-words";
import type { FormState } from "@/ui/kit/form/form-state";
import { customersHref } from "./customers-href";

const PATH = "/admin/customers";

/** Shows the customers that the words name; names and mail addresses stay out of the list's address. */
export const searchCustomers = adminAction(
  { permission: "customers.read", path: PATH, schema: z.object({ q: z.string().trim().max(200).catch("") }) },
  async ({ q }): Promise<void> => redirect(customersHref(hideWords(q))),
);

const text = z
  .string()
  .max(2 * MAX_CUSTOMER_NOTE)
  .transform(tidyNote);
const Note = z.object({ id: z.uuid(), note: text, before: text });
const pathOf = ({ id }: { id: string }) => `${PATH}/${id}`;

export const note = adminAction(
  { permission: "customers.write", path: pathOf, schema: Note },
  async (input): Promise<FormState> => {
    const result = await saveNote(input.id, input.note, input.before);
    if (result === "saved") revalidatePath(pathOf(input));
    const message = translator(shopLocale())(`admin.customers.note.${result}`, { count: MAX_CUSTOMER_NOTE });
    return { kind: result === "saved" ? "done" : "refused", message };
  },
);
