import type { EditAnswer, EditClash } from "@/domain/catalog/edits/edit-answer";
import { type BulkProduct, type FaultyCell, nameOf } from "@/domain/catalog/edits/plan-edits";
import {
  countEdits,
  type ProductEdit,
  undoOf,
  type VariantEdit,
  writeEdits,
} from "@/domain/catalog/edits/product-edit";
import { formatMoney, money } from "@/domain/money";
import { DEFAULT_CLASS, isTaxClass } from "@/domain/tax/classes";
import type { Translate } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import type { EditsLabels, EditsState, FailedRow, ReviewRow } from "@/ui/admin/products/edits/edits-state";

export const editsLabels = (t: Translate): EditsLabels => ({
  product: t("admin.products.column.product"),
  what: t("admin.products.edits.what"),
  before: t("admin.products.edits.before"),
  after: t("admin.products.edits.after"),
  up: t("admin.products.edits.up"),
  down: t("admin.products.edits.down"),
  saving: t("admin.products.edits.saving"),
  back: t("admin.products.edits.back"),
  undo: t("admin.products.edits.undo"),
  undoing: t("admin.products.edits.undoing"),
  again: t("admin.products.edits.again"),
  againHint: t("admin.products.edits.againHint"),
  nothing: t("admin.products.edits.nothing"),
  close: t("kit.close"),
});

/** What edits change, value by value. */
export function showReview(
  edits: readonly ProductEdit[],
  products: readonly BulkProduct[],
  problems: string[],
  t: Translate,
): EditsState {
  const rows = edits.flatMap((edit) => {
    const product = products.find(({ id }) => id === edit.productId);
    return product ? rowsOf(edit, product, t) : [];
  });
  const isEmpty = rows.length === 0;
  return {
    step: "review",
    rows,
    problems,
    edits: writeEdits(edits),
    summary: isEmpty ? t("admin.products.edits.empty") : summaryOf(edits, t),
    consequence: t("admin.products.edits.consequence", { products: edits.length }),
    submit: isEmpty ? null : t("admin.products.edits.save", { changes: rows.length }),
  };
}

export function summaryOf(edits: readonly ProductEdit[], t: Translate): string {
  const { prices, lowered, stocks } = countEdits(edits);
  if (prices + stocks === 0) return t("admin.products.edits.products", { products: edits.length });
  return [
    ...(prices > 0 ? [t("admin.products.edits.prices", { prices })] : []),
    ...(lowered > 0 ? [t("admin.products.edits.lowered", { lowered })] : []),
    ...(stocks > 0 ? [t("admin.products.edits.stocks", { stocks })] : []),
  ].join(" · ");
}

function rowsOf(edit: ProductEdit, product: BulkProduct, t: Translate): ReviewRow[] {
  const base = { title: product.title, move: null, note: null };
  const isIn = (one: boolean) => t(one ? "admin.products.edits.yes" : "admin.products.edits.no");
  return [
    ...(edit.status
      ? [
          {
            ...base,
            key: `status:${product.id}`,
            what: t("admin.products.edits.state"),
            before: t(`admin.products.edits.status.${edit.status.from}`),
            after: t(`admin.products.edits.status.${edit.status.to}`),
          },
        ]
      : []),
    ...(edit.taxClass
      ? [
          {
            ...base,
            key: `taxClass:${product.id}`,
            what: t("admin.products.editor.taxClass"),
            before: t(`admin.tax.class.${edit.taxClass.from}`),
            after: t(`admin.tax.class.${edit.taxClass.to}`),
          },
        ]
      : []),
    ...(edit.tag
      ? [
          {
            ...base,
            key: `tag:${product.id}`,
            what: t("admin.products.edits.tag", { tag: edit.tag.name }),
            before: isIn(edit.tag.from),
            after: isIn(edit.tag.to),
          },
        ]
      : []),
    ...(edit.collection
      ? [
          {
            ...base,
            key: `collection:${product.id}`,
            what: edit.collection.title,
            before: isIn(edit.collection.from),
            after: isIn(edit.collection.to),
          },
        ]
      : []),
    ...edit.variants.flatMap((variant) => variantRows(variant, product, t)),
  ];
}

function variantRows(edit: VariantEdit, product: BulkProduct, t: Translate): ReviewRow[] {
  const variant = product.variants.find(({ id }) => id === edit.variantId);
  if (!variant) return [];
  const title = nameOf(product, variant);
  const amount = (minor: bigint | null) =>
    minor === null ? t("admin.products.edits.none") : formatMoney(money(minor, edit.currency), shopLocale());
  const { price, compareAt, onHand } = edit;
  const note =
    variant.reserved > 0 ? t("admin.products.edits.reserved", { reserved: variant.reserved }) : null;
  return [
    ...(price ? [row("price", amount(price.from), amount(price.to), moveOf(price))] : []),
    ...(compareAt ? [row("compareAt", amount(compareAt.from), amount(compareAt.to), null)] : []),
    ...(onHand ? [{ ...row("onHand", String(onHand.from), String(onHand.to), moveOf(onHand)), note }] : []),
  ];

  function row(
    field: "price" | "compareAt" | "onHand",
    before: string,
    after: string,
    move: ReviewRow["move"],
  ): ReviewRow {
    return {
      ...{ key: `${field}:${edit.variantId}`, title, before, after, move, note: null },
      what: t(`admin.products.edits.field.${field}`),
    };
  }
}

const moveOf = <Value extends bigint | number>({
  from,
  to,
}: {
  from: Value;
  to: Value;
}): ReviewRow["move"] => (to > from ? "up" : to < from ? "down" : null);

/** What came of each edit. */
export function showAnswers(
  edits: readonly ProductEdit[],
  answers: readonly EditAnswer[],
  { isUndo, t }: { isUndo: boolean; t: Translate },
): EditsState {
  const saved = edits.filter((_, index) => answers[index]?.kind === "saved");
  const kept = edits.filter((_, index) => ["saved", "unchanged"].includes(answers[index]?.kind ?? ""));
  const again = answers.flatMap((answer) =>
    answer.kind === "changed_meanwhile" && !isUndo && answer.clashes.every(({ field }) => field !== "variant")
      ? answer.again
      : [],
  );
  const failed = answers.flatMap((answer): FailedRow[] => {
    const sentences = sentencesOf(answer, t);
    return sentences.length > 0
      ? [{ key: answer.productId, title: answer.title || t("admin.products.edits.gone"), sentences }]
      : [];
  });
  return {
    step: "done",
    failed,
    undo: saved.length > 0 ? writeEdits(saved.map(undoOf)) : null,
    again: again.length > 0 ? writeEdits(again) : null,
    savedCells: kept.flatMap(({ variants }) =>
      variants.flatMap(({ variantId, price, compareAt, onHand }) => [
        ...(price ? [`price:${variantId}`] : []),
        ...(compareAt ? [`compareAt:${variantId}`] : []),
        ...(onHand ? [`onHand:${variantId}`] : []),
      ]),
    ),
    summary: t(isUndo ? "admin.products.edits.undone" : "admin.products.edits.saved", {
      saved: kept.length,
      failed: failed.length,
    }),
  };
}

function sentencesOf(answer: EditAnswer, t: Translate): string[] {
  switch (answer.kind) {
    case "saved":
    case "unchanged":
      return [];
    case "gone":
      return [t("admin.products.edits.deleted")];
    case "refused":
      return answer.reasons;
    case "stock_refused":
      return [t("admin.products.edits.held", { asked: answer.asked, reserved: answer.reserved })];
    case "changed_meanwhile":
      return answer.clashes.map((clash) => clashSentence(clash, t));
  }
}

function clashSentence({ field, variant = "", currency = "", now, yours }: EditClash, t: Translate): string {
  if (field === "variant") return t("admin.products.edits.variantGone");
  const show = (value: string) => {
    if (field === "status") return t(`admin.products.edits.status.${statusOf(value)}`);
    if (field === "taxClass") return t(`admin.tax.class.${isTaxClass(value) ? value : DEFAULT_CLASS}`);
    if (field === "onHand") return value;
    return value === ""
      ? t("admin.products.edits.none")
      : formatMoney(money(BigInt(value), currency), shopLocale());
  };
  const what =
    field === "taxClass"
      ? t("admin.products.editor.taxClass")
      : t(field === "status" ? "admin.products.edits.state" : `admin.products.edits.field.${field}`);
  return t("admin.products.edits.clash", {
    what: variant === "" ? what : `${variant}, ${what}`,
    now: show(now),
    yours: show(yours),
  });
}

const statusOf = (value: string) =>
  (["draft", "active", "archived", "unlisted"] as const).find((status) => status === value) ?? "draft";

export const faultSentence = ({ fault, title, typed, field }: FaultyCell, t: Translate): string =>
  fault === "gone"
    ? t("admin.products.edits.variantGone")
    : t(`admin.products.edits.fault.${fault}`, {
        title,
        typed,
        what: t(`admin.products.edits.field.${field}`),
      });
