"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { deleteProduct } from "@/server/catalog/edit/delete-product";
import { getEditor } from "@/server/catalog/edit/get-editor";
import { duplicateProduct } from "@/server/catalog/edit/save-editor";
import { restoreVersion } from "@/server/catalog/edit/versions";
import { shopLocale } from "@/server/platform/env";
import type { EditorState } from "@/ui/admin/products/editor/editor-state";
import type { FormState } from "@/ui/kit/form/form-state";
import { takeStep } from "./editor-steps";

/** The rows of variants, pictures and options have fields of their own: every text is taken, and read by its name. */
const Sent = z
  .record(z.string(), z.unknown())
  .transform((fields) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) =>
        typeof value === "string" && !name.startsWith("$") ? [[name, value]] : [],
      ),
    ),
  );
const One = z.object({ id: z.uuid(), slug: z.string().max(100) });
const Restore = One.extend({ number: z.coerce.number().int(), seen: z.coerce.number().int() });
const pathOf = ({ slug }: { slug: string }) => `/admin/products/${encodeURIComponent(slug)}`;

export const save = adminAction(
  { permission: "catalog.write", schema: Sent, path: "/admin/products" },
  async (sent): Promise<EditorState> => {
    const answer = await takeStep(sent, translator(shopLocale()));
    if ("saved" in answer) redirect(`${pathOf(answer.saved)}?saved=${answer.saved.version}`);
    return answer.state;
  },
  (message): EditorState => ({ kind: "refused", message, reasons: [] }),
);

export const restore = adminAction(
  { permission: "catalog.write", schema: Restore, path: pathOf },
  async ({ id, number, seen }): Promise<FormState> => {
    const result = await restoreVersion(id, number, { expectedVersion: seen });
    if (result.kind === "saved") redirect(`${pathOf(result)}?saved=${result.version}`);
    const t = translator(shopLocale());
    const message =
      result.kind === "refused" ? result.reasons.join(" ") : t("admin.products.versions.changedMeanwhile");
    return { kind: "refused", message };
  },
);

export const duplicate = adminAction(
  { permission: "catalog.write", schema: One, path: pathOf },
  async ({ slug }): Promise<FormState> => {
    const t = translator(shopLocale());
    const product = await getEditor(slug);
    if (!product) return { kind: "refused", message: t("admin.products.editor.gone") };
    const title = t("admin.products.editor.copyOf", { title: product.title });
    const result = await duplicateProduct(product, title);
    if (result.kind === "saved") redirect(`${pathOf(result)}?saved=${result.version}`);
    return { kind: "refused", message: result.kind === "refused" ? result.reasons.join(" ") : "" };
  },
);

export const remove = adminAction(
  { permission: "catalog.write", schema: One, path: pathOf },
  async ({ id }): Promise<FormState> => {
    const result = await deleteProduct(id);
    if (result === "deleted") redirect("/admin/products");
    return { kind: "refused", message: translator(shopLocale())(`admin.products.editor.${result}`) };
  },
);
