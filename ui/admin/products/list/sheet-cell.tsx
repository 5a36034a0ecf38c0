"use client";

import clsx from "clsx";
import type { ClipboardEvent, KeyboardEvent } from "react";
import type { EditedField } from "@/domain/catalog/edits/plan-edits";
import { controlClass } from "../../../kit/form/input";
import { useIsRunning } from "../../../kit/form/sending/use-is-running";
import { type KeptCell, keepCells, useCells } from "./sheet-store";

type SheetCellProps = {
  field: EditedField;
  variantId: string;
  currency: string;
  /** What is stored, in minor units or units; "" for none. */
  was: string;
  /** The same as it is shown. */
  text: string;
  label: string;
  isEditable: boolean;
};

const FIELDS: EditedField[] = ["onHand", "price", "compareAt"];
const cellsOf = (field: string) => [
  ...document.querySelectorAll<HTMLInputElement>(`input[data-cell="${field}"]`),
];

/** A cell of the list to type in: as in a spreadsheet, Enter goes down, Escape takes it back, and a column can be pasted. */
export function SheetCell({ field, variantId, currency, was, text, label, isEditable }: SheetCellProps) {
  const key = `${field}:${variantId}`;
  const kept = useCells()[key];
  const isRunning = useIsRunning();
  if (!isRunning || !isEditable) return <span className="md:pe-2.5">{text === "" ? "–" : text}</span>;
  const keep = (typed: string) =>
    keepCells({ [key]: typed.trim() === text ? null : { typed, was, currency } });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      keepCells({ [key]: null });
      event.currentTarget.closest("tr")?.querySelector<HTMLElement>("[data-row]")?.focus();
    } else if (step !== undefined) {
      const cells = cellsOf(field);
      const next = cells[cells.indexOf(event.currentTarget) + step];
      next?.focus();
      next?.select();
    } else return;
    event.preventDefault();
  };
  return (
    <input
      data-cell={field}
      data-key={key}
      data-was={was}
      data-text={text}
      data-currency={currency}
      aria-label={label}
      inputMode={field === "onHand" ? "numeric" : "decimal"}
      autoComplete="off"
      maxLength={60}
      value={kept?.typed ?? text}
      onChange={({ target }) => keep(target.value)}
      onKeyDown={onKeyDown}
      onPaste={(event) => paste(event, field)}
      className={clsx(
        controlClass("small"),
        "figures relative z-1 w-24! text-end",
        field === "onHand" && "md:w-18!",
        kept ? "border-accent-ink! bg-accent-wash!" : "md:border-transparent md:bg-transparent",
      )}
    />
  );
}

/** Several lines fill the cells below, several columns those to the right. */
function paste(event: ClipboardEvent<HTMLInputElement>, field: EditedField): void {
  const pasted = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\n\t]/.test(pasted)) return;
  event.preventDefault();
  const first = event.currentTarget;
  const from = FIELDS.indexOf(field);
  const changes: Record<string, KeptCell | null> = {};
  // Rows in which a cell is no field, such as the stock of what is not counted, keep their line.
  const rows = [...document.querySelectorAll<HTMLElement>("tr:has(input[data-cell])")];
  const top = rows.indexOf(first.closest("tr") as HTMLElement);
  if (top < 0) return;
  pasted.split("\n").forEach((line, down) => {
    line.split("\t").forEach((typed, right) => {
      const cell = rows[top + down]?.querySelector<HTMLInputElement>(
        `input[data-cell="${FIELDS[from + right]}"]`,
      );
      const { key, was = "", text = "", currency = "" } = cell?.dataset ?? {};
      if (key) changes[key] = typed.trim() === text ? null : { typed: typed.trim(), was, currency };
    });
  });
  keepCells(changes);
}
