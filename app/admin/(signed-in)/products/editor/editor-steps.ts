import { createHash } from "node:crypto";
import type { Fields } from "@/domain/catalog/editor/editor-fields";
import { fitVariants } from "@/domain/catalog/editor/fit-variants";
import type { ProductEdits } from "@/domain/catalog/editor/merge-edits";
import { type FieldFault, readEditor } from "@/domain/catalog/editor/read-editor";
import type { FieldChange } from "@/domain/catalog/versions/list-changes";
import type { Translate } from "@/messages/messages";
import type { EditResult } from "@/server/catalog/edit/edit-product";
import { saveEditor } from "@/server/catalog/edit/save-editor";
import { listVersions } from "@/server/catalog/edit/versions";
import { env, shopLocale, shopTimeZone } from "@/server/platform/env";
import type { EditorState } from "@/ui/admin/products/editor/editor-state";
import { describeChanges, sayVersion } from "@/ui/admin/products/versions/describe-change";

/** The fields that say what is done with the others. */
const STEPS = new Set(["step", "reviewed"]);

export type StepAnswer = { state: EditorState } | { saved: { slug: string; version: number } };

/** One press of a button of the editor: review, save, merge or overwrite. Only what was reviewed is saved. */
export async function takeStep(sent: Fields, t: Translate): Promise<StepAnswer> {
  const { step = "review", reviewed } = sent;
  const fields = fitVariants(sent);
  if (step === "overwrite" || step === "merge") fields.others = step;
  const { edits, faults } = readEditor(fields, env().SHOP_CURRENCY);
  if (faults.length > 0)
    return refused(
      faults.map((fault) => sayFault(fault, t)),
      fields,
      t,
    );
  const isReviewed = step === "save" && reviewed === digestOf(fields);
  const result = await saveEditor({
    id: fields.id || null,
    edits,
    seen: Number(fields.seen) || 0,
    onto: Number(fields.onto ?? fields.seen) || 0,
    others: fields.others === "overwrite" ? "overwrite" : "merge",
    isRehearsal: !isReviewed,
  });
  if (result.kind === "refused") return refused(result.reasons, fields, t);
  if (result.kind === "conflict") return { state: await conflict(result, fields, t) };
  if (isReviewed) return { saved: { slug: result.slug, version: result.version } };
  const changes = describeChanges(result.changes, t, shopLocale());
  const warnings = warningsOf(result.changes, edits, t);
  return { state: { kind: "review", changes, warnings, reviewed: digestOf(fields), fields } };
}

/** Stands for what the form says of the product, whichever button sent it. */
function digestOf(fields: Fields): string {
  const said = Object.entries(fields).filter(([name, value]) => !STEPS.has(name) && value !== "");
  return createHash("sha256").update(JSON.stringify(said.toSorted())).digest("base64url");
}

function refused(reasons: string[], fields: Fields, t: Translate): StepAnswer {
  return { state: { kind: "refused", message: t("admin.products.editor.refused"), reasons, fields } };
}

function sayFault({ fault, of }: FieldFault, t: Translate): string {
  return t(`admin.products.editor.fault.${fault}`, { of: of || t("admin.products.onlyVariant") });
}

async function conflict(
  { productId, version }: Extract<EditResult, { kind: "conflict" }>,
  fields: Fields,
  t: Translate,
): Promise<EditorState> {
  const since = await listVersions(productId, Math.max(Number(fields.onto ?? fields.seen) || 0, 1));
  const others = since.map((row) => ({
    title: sayVersion(row, t, { locale: shopLocale(), timeZone: shopTimeZone() }),
    changes: describeChanges(row.changes, t, shopLocale()),
  }));
  return { kind: "conflict", others, onto: version, fields };
}

/** What is to be known before this is saved. */
function warningsOf(changes: FieldChange[], { status, images }: ProductEdits, t: Translate): string[] {
  const isGone = changes.some(({ field, after }) => field === "variant" && after === null);
  const isMoved = changes.some(({ field }) => field === "slug");
  const silent = images.filter(({ alt }) => alt === "").length;
  return [
    ...(isGone ? [t("admin.products.editor.warning.variants")] : []),
    ...(isMoved ? [t("admin.products.editor.warning.slug")] : []),
    ...(silent > 0 ? [t("admin.products.editor.warning.alt", { count: silent })] : []),
    ...(status === "draft" ? [t("admin.products.editor.warning.draft")] : []),
  ];
}
