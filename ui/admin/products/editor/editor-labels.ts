import { TAX_CLASSES } from "@/domain/tax/classes";
import type { Translate } from "@/messages/messages";

const KEYS = [
  "title",
  "description",
  "descriptionHint",
  "pictures",
  "picturesHint",
  "addPictures",
  "drop",
  "sendPictures",
  "sendPicturesHint",
  "uploading",
  "uploadFailed",
  "alt",
  "place",
  "up",
  "down",
  "remove",
  "options",
  "optionsHint",
  "optionName",
  "optionValues",
  "addOption",
  "variants",
  "only",
  "price",
  "compareAt",
  "sku",
  "barcode",
  "grams",
  "units",
  "onHand",
  "picture",
  "noPicture",
  "ships",
  "counted",
  "removeVariant",
  "order",
  "vendor",
  "kind",
  "tags",
  "tagsHint",
  "collections",
  "newCollections",
  "newCollectionsHint",
  "state",
  "taxClass",
  "taxClassHint",
  "shipping",
  "shipsTo",
  "shipsToHint",
  "shipsAlone",
  "search",
  "seoTitle",
  "seoTitleHint",
  "seoText",
  "seoTextHint",
  "slug",
  "slugHint",
  "review",
  "reviewing",
  "save",
  "saving",
  "reviewTitle",
  "noChange",
  "conflictTitle",
  "merge",
  "mergeHint",
  "overwrite",
  "overwriteHint",
] as const;

export type EditorLabels = Record<(typeof KEYS)[number], string> & {
  statuses: { value: string; label: string }[];
  taxClasses: { value: string; label: string }[];
  leave: string;
};

/** The editor's words, for its parts in the browser. */
export function editorLabels(t: Translate): EditorLabels {
  const texts = Object.fromEntries(KEYS.map((key) => [key, t(`admin.products.editor.${key}`)]));
  const statuses = (["active", "unlisted", "draft", "archived"] as const).map((value) => ({
    value,
    label: t(`admin.products.editor.status.${value}`),
  }));
  const taxClasses = TAX_CLASSES.map((value) => ({ value, label: t(`admin.tax.class.${value}`) }));
  return {
    ...(texts as Record<(typeof KEYS)[number], string>),
    statuses,
    taxClasses,
    leave: t("admin.frame.leave"),
  };
}
