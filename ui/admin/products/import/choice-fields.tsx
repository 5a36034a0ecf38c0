import { useId } from "react";
import type { ImportChoice } from "@/domain/catalog/imports/import";
import type { ChoiceLabels } from "./choice-labels";

/** What becomes of the stock, and whether products may lose what the file does not have. */
export function ChoiceFields({ initial, labels }: { initial: ImportChoice; labels: ChoiceLabels }) {
  const id = useId();
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">{labels.stock}</legend>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
          {labels.rules.map(({ rule, label, hint }) => (
            <div key={rule} className="flex items-start gap-2">
              <input
                type="radio"
                id={`${id}-${rule}`}
                name="stockRule"
                value={rule}
                defaultChecked={initial.stockRule === rule}
                aria-describedby={`${id}-${rule}-hint`}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <div className="min-w-0">
                <label htmlFor={`${id}-${rule}`}>{label}</label>
                <p id={`${id}-${rule}-hint`} className="text-sm text-ink-soft">
                  {hint}
                </p>
              </div>
            </div>
          ))}
        </div>
      </fieldset>
      <div className="flex items-start gap-2">
        <input
          type="checkbox"
          id={`${id}-removals`}
          name="allowsRemovals"
          value="on"
          defaultChecked={initial.allowsRemovals}
          aria-describedby={`${id}-removals-hint`}
          className="mt-1 size-4 shrink-0 accent-accent"
        />
        <div className="min-w-0">
          <label htmlFor={`${id}-removals`}>{labels.removals}</label>
          <p id={`${id}-removals-hint`} className="text-sm text-ink-soft">
            {labels.removalsHint}
          </p>
        </div>
      </div>
    </>
  );
}
