"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_TAG_LENGTH, MAX_TAGS } from "@/domain/customers/tags";
import { MAX_CUSTOMER_NOTE } from "@/domain/customers/views";
import { tidyNote } from "@/domain/notes/order-notes";
import { translator } from "@/messages/messages";
import { saveNote } from "@/server/customers/save-note";
import { addTags, removeTags } from "@/server/customers/save-tags";
import { shopLocale } from "@/server/platform/env";
import { hideWords } from "@/server/platform/requests/hidden-words";
import type { TagsState } from "@/ui/admin/customers/tags-form";
import type { FormState } from "@/ui/kit/form/form-state";
import { customersHref } from "./customers-href";

const PATH = "/admin/customers";

/** Shows the customers that the words name; names and mail addresses stay out of the list's address. */
export const searchCustomers = adminAction(
  {
    permission: "customers.read",
    path: PATH,
    schema: z.object({ q: z.string().trim().max(200).catch(""), tag: z.string().max(100).catch("") }),
  },
  async ({ q, tag }): Promise<void> => redirect(customersHref({ q: hideWords(q), tag })),
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

const typed = z.string().max(1_000).optional();
const Tags = z.object({ id: z.uuid(), add: typed, remove: typed });

/** One action for the buttons that add tags, remove one, and take the last change back. */
export const tag = adminAction(
  { permission: "customers.write", path: pathOf, schema: Tags },
  async (input): Promise<TagsState> => {
    const t = translator(shopLocale());
    const isRemoving = input.remove !== undefined;
    const result = isRemoving
      ? await removeTags(input.id, input.remove ?? "")
      : await addTags(input.id, input.add ?? "");
    if (result.kind !== "saved") {
      const limits = { length: MAX_TAG_LENGTH, most: MAX_TAGS };
      return { kind: "refused", message: t(`admin.customers.tags.${result.kind}`, limits) };
    }
    revalidatePath(pathOf(input));
    const { changed } = result;
    const values = { count: changed.length, tags: changed.join(", ") };
    return {
      kind: "done",
      message: t(isRemoving ? "admin.customers.tags.removed" : "admin.customers.tags.added", values),
      undo: changed.length > 0 ? { name: isRemoving ? "add" : "remove", tags: changed.join(",") } : null,
    };
  },
);
