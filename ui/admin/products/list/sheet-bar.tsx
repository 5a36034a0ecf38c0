"use client";

import { useEffect } from "react";
import { AmountError, parseTypedMoney } from "@/domain/money";
import type { PluralForms } from "@/messages/plural-forms";
import { Dialog } from "../../../kit/dialog";
import { Button } from "../../../kit/form/button";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";
import { EditsDone, EditsReview, Problems } from "../edits/edits-review";
import type { EditsAction, EditsLabels, EditsState } from "../edits/edits-state";
import { discardCells, type KeptCells, keepCells, useCells } from "./sheet-store";

export type SheetBarLabels = {
  /** By how many there are, with # for the number. */
  prices: PluralForms;
  lowered: PluralForms;
  stocks: PluralForms;
  review: string;
  discard: string;
  edits: EditsLabels;
};

type SheetBarProps = { locale: string; labels: SheetBarLabels; action: EditsAction };

/** What was typed into the cells and is not saved, from all pages of the list: counted, reviewed, saved. */
export function SheetBar({ locale, labels, action }: SheetBarProps) {
  const cells = useCells();
  const { state, isPending, sending } = useSending<EditsState>(action, null);
  const isEmpty = Object.keys(cells).length === 0;
  useEffect(() => {
    if (state?.step === "done") keepCells(Object.fromEntries(state.savedCells.map((key) => [key, null])));
  }, [state]);
  useEffect(() => {
    if (isEmpty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isEmpty]);
  const isOpen = state?.step === "review";
  if (isEmpty && state === null) return null;
  return (
    <>
      <ActionForm
        sending={sending}
        nothing={labels.edits.nothing}
        className="sticky bottom-0 z-3 mt-4 grid gap-3 border-t border-line-strong bg-paper py-3"
      >
        {state?.step === "edit" ? <Problems problems={state.problems} /> : null}
        {state?.step === "done" ? <EditsDone state={state} labels={labels.edits} /> : null}
        {isEmpty ? null : (
          <div className="flex flex-wrap items-center gap-2">
            {Object.entries(cells).map(([key, { typed, was }]) => (
              <span key={key} hidden>
                <input type="hidden" name={key} value={typed} />
                <input type="hidden" name={`was:${key}`} value={was} />
              </span>
            ))}
            <p role="status" className="me-2 font-medium">
              {summary(cells, locale, labels)}
            </p>
            <PendingButton size="small" name="step" value="review">
              {labels.review}
            </PendingButton>
            <Button tone="plain" size="small" onClick={discardCells}>
              {labels.discard}
            </Button>
          </div>
        )}
      </ActionForm>
      <Dialog
        title={labels.review}
        closeLabel={labels.edits.close}
        isOpen={isOpen}
        onOpenChange={(open) => {
          if (!open && !isPending) sending.submit(backForm());
        }}
      >
        {isOpen ? (
          <ActionForm sending={sending} nothing={labels.edits.nothing} className="grid gap-3">
            <EditsReview state={state} labels={labels.edits} />
          </ActionForm>
        ) : null}
      </Dialog>
    </>
  );
}

function backForm(): FormData {
  const form = new FormData();
  form.set("step", "back");
  return form;
}

function summary(cells: KeptCells, locale: string, labels: SheetBarLabels): string {
  const rules = new Intl.PluralRules(locale);
  const figure = new Intl.NumberFormat(locale);
  const say = (count: number, forms: PluralForms) =>
    count > 0 ? [forms[rules.select(count)].replace("#", figure.format(count))] : [];
  const of = (field: string) => Object.entries(cells).filter(([key]) => key.startsWith(`${field}:`));
  const prices = of("price");
  return [
    ...say(prices.length + of("compareAt").length, labels.prices),
    ...say(prices.filter(([, cell]) => isLower(cell)).length, labels.lowered),
    ...say(of("onHand").length, labels.stocks),
  ].join(" · ");
}

function isLower({ typed, was, currency }: KeptCells[string]): boolean {
  try {
    return parseTypedMoney(typed, currency).amountMinor < BigInt(was);
  } catch (error) {
    if (error instanceof AmountError) return false;
    throw error;
  }
}
