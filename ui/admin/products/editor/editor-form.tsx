"use client";

import { useRef, useState } from "react";
import { type Fields, rowsOf } from "@/domain/catalog/editor/editor-fields";
import { fitVariants } from "@/domain/catalog/editor/fit-variants";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useLeaveWarning } from "../../../kit/form/sending/use-leave-warning";
import { useSending } from "../../../kit/form/sending/use-sending";
import { EditorAnswer } from "./editor-answer";
import type { EditorLabels } from "./editor-labels";
import type { EditorAction, VariantNotes } from "./editor-state";
import { SafetyFields } from "./law/safety-fields";
import { OptionFields } from "./option-fields";
import { PictureFields } from "./picture-fields";
import { DetailFields, TextFields } from "./text-fields";
import { VariantGrid } from "./variant-grid";

type EditorFormProps = {
  fields: Fields;
  notes: VariantNotes;
  origin: string;
  labels: EditorLabels;
  /** Manufacturers that were entered before. */
  makers: string[];
  action: EditorAction;
};

/** The whole product in one form. Without JavaScript it is sent to make variants follow their options. */
export function EditorForm({ fields, notes, origin, labels, makers, action }: EditorFormProps) {
  const { state, sending } = useSending(action, null);
  const form = useRef<HTMLFormElement>(null);
  // What was sent last, and since then what the options made of it.
  const [fitted, setFitted] = useState<{ of: typeof state; fields: Fields } | null>(null);
  const [edited, setEdited] = useState<typeof state>(null);
  // Until it is saved, when the form is made again.
  const [isTouched, setIsTouched] = useState(false);
  useLeaveWarning(isTouched, labels.leave);
  const shown = fitted?.of === state ? fitted.fields : (state?.fields ?? fields);
  const read = (): Fields =>
    Object.fromEntries(
      [...new FormData(form.current ?? undefined)].flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    );
  const touch = () => {
    setEdited(state);
    setIsTouched(true);
  };
  const change = (make: (now: Fields) => Fields) => {
    setFitted({ of: state, fields: make(read()) });
    touch();
  };
  return (
    <ActionForm
      sending={{ ...sending, onReset: (event) => event.preventDefault() }}
      className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]"
      onInput={touch}
      ref={form}
    >
      <input type="hidden" name="id" value={shown.id ?? ""} />
      <input type="hidden" name="seen" value={shown.seen ?? "0"} />
      <input
        type="hidden"
        name="onto"
        value={state?.kind === "conflict" ? state.onto : (shown.onto ?? shown.seen ?? "0")}
      />
      <input type="hidden" name="others" value={shown.others ?? ""} />
      {state?.kind === "review" ? <input type="hidden" name="reviewed" value={state.reviewed} /> : null}
      <div className="grid content-start gap-8">
        <TextFields fields={shown} labels={labels} />
        <PictureFields rows={rowsOf(shown, "picture")} labels={labels} onChange={change} />
        <OptionFields
          rows={rowsOf(shown, "option")}
          labels={labels}
          onFit={() => change(fitVariants)}
          onChange={change}
        />
        <VariantGrid
          rows={rowsOf(shown, "variant")}
          pictures={rowsOf(shown, "picture")}
          notes={notes}
          labels={labels}
        />
      </div>
      <div className="grid content-start gap-8">
        <DetailFields fields={shown} labels={labels} origin={origin} />
        <SafetyFields fields={shown} labels={labels} makers={makers} />
      </div>
      <div className="sticky bottom-0 z-10 -mx-4 grid gap-3 border-t border-line-strong bg-paper px-4 py-3 lg:col-span-2">
        <EditorAnswer state={edited === state && state?.kind === "review" ? null : state} labels={labels} />
        <PendingButton
          name="step"
          value="review"
          tone={state?.kind === "review" && edited !== state ? "plain" : "primary"}
          pendingLabel={labels.reviewing}
          className="justify-self-start"
        >
          {labels.review}
        </PendingButton>
      </div>
    </ActionForm>
  );
}
