import { useTranslations } from "next-intl";
import type { MovementRow } from "@/domain/stock/views";
import type { FormState } from "../../kit/form/form-state";
import { PressForm } from "../../kit/form/press-form";
import { Notice } from "../../kit/notice";
import { signed } from "./signed";

type EntryDoneProps = {
  entry: MovementRow;
  undo: ((state: FormState, form: FormData) => Promise<FormState>) | undefined;
  locale: string;
};

/** What was just entered, with the way back. */
export function EntryDone({ entry, undo, locale }: EntryDoneProps) {
  const t = useTranslations();
  const { id, delta, onHandAfter, canUndo, isUndone } = entry;
  const name = [entry.productTitle, entry.variantTitle].filter(Boolean).join(", ");
  return (
    <Notice tone={isUndone ? "plain" : "good"} role="status" className="mb-4 max-w-xl">
      <p>
        {isUndone
          ? t("admin.stock.done.undone", { name, delta: signed(delta, locale) })
          : t("admin.stock.done.entered", { name, delta: signed(delta, locale), onHand: onHandAfter })}
      </p>
      {canUndo && undo ? (
        <div className="mt-2">
          <PressForm
            fields={{ id }}
            label={t("admin.stock.undo.label", { delta: signed(-delta, locale) })}
            pending={t("admin.stock.undo.pending")}
            action={undo}
          />
        </div>
      ) : null}
    </Notice>
  );
}
