"use client";

import { useState } from "react";
import type { OwnCarrier } from "@/domain/fulfillment/own-carriers";
import type { PluralForms } from "@/messages/plural-forms";
import { buttonClass } from "../../kit/form/button";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useIsRunning } from "../../kit/form/sending/use-is-running";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";
import { MailPreview, type PreviewedMail } from "../emails/mail-preview";
import { UnitFields } from "../units/unit-fields";
import { TrackingFields, type TrackingLabels } from "./tracking-fields";

export type SendValues = {
  requestId: string;
  carrier: string;
  numbers: string;
  hasMail: boolean;
  /** As typed, by the line's id. */
  units: Record<string, string>;
};

export type SendFormState =
  | null
  | { step: "edit"; values: SendValues; problem?: string; mail?: PreviewedMail }
  /** What was sent cannot be shown again. */
  | { step: "refused"; problem: string }
  | { step: "done" };

export type SendLabels = TrackingLabels & {
  /** "Send all 6 items": opens the form. */
  open: string;
  items: string;
  /** "Send 4 items", by how many are chosen. */
  submit: PluralForms;
  /** The same where the page cannot count: without JavaScript. */
  submitPlain: string;
  pending: string;
  /** "Email jo@shopper.test about it"; null where there is no address. */
  mail: string | null;
  noMail: string;
  preview: string;
  previewTitle: string;
};

/** A line of which something is left to send. `label`: its name with how many are left. */
export type SendLine = { id: string; label: string; left: number };

type SendFormProps = {
  orderId: string;
  /** Made with the page: a double click or a reload of the answer is the same parcel. */
  requestId: string;
  lines: SendLine[];
  /** The one that the person named last. */
  carrier: string;
  ownCarriers: readonly OwnCarrier[];
  /** Whether the box "write to the shopper" is ticked beforehand. */
  hasMail: boolean;
  /** The mail about all that is left, without a number. */
  mail: PreviewedMail | null;
  locale: string;
  /** From the start: where the page has nothing else to do. */
  isOpen?: boolean;
  labels: SendLabels;
  action: (state: SendFormState, form: FormData) => Promise<SendFormState>;
};

/** What is in the parcel, who carries it, and what the shopper is told; one press sends it, and it can be undone. */
export function SendForm({
  orderId,
  requestId,
  lines,
  carrier,
  ownCarriers,
  hasMail,
  mail,
  locale,
  isOpen = false,
  labels,
  action,
}: SendFormProps) {
  const { state, sending } = useSending(action, null);
  const isEdit = state?.step === "edit";
  const values = isEdit
    ? state.values
    : {
        ...{ requestId, carrier, numbers: "", hasMail },
        units: Object.fromEntries(lines.map(({ id, left }) => [id, String(left)])),
      };
  const problem = isEdit || state?.step === "refused" ? state.problem : undefined;
  const previewed = (isEdit ? state.mail : null) ?? mail;
  return (
    <details open={isOpen || isEdit || state?.step === "refused"} className="group">
      <summary
        data-shortcut="s"
        aria-keyshortcuts="s"
        className={`${buttonClass("primary", "medium")} cursor-pointer list-none group-open:mb-4 [&::-webkit-details-marker]:hidden`}
      >
        {labels.open}
      </summary>
      <ActionForm sending={sending} className="grid max-w-xl gap-4">
        <input type="hidden" name="orderId" value={orderId} />
        <input type="hidden" name="requestId" value={values.requestId} />
        <Fields
          key={isEdit ? JSON.stringify(values) : "new"}
          {...{ values, lines, ownCarriers, locale, labels, problem }}
        />
        {previewed && labels.mail ? <MailPreview title={labels.previewTitle} mail={previewed} /> : null}
      </ActionForm>
    </details>
  );
}

type FieldsProps = {
  values: SendValues;
  lines: SendLine[];
  ownCarriers: readonly OwnCarrier[];
  locale: string;
  labels: SendLabels;
  problem: string | undefined;
};

function Fields({ values, lines, ownCarriers, locale, labels, problem }: FieldsProps) {
  const [units, setUnits] = useState(values.units);
  const isRunning = useIsRunning();
  const count = lines.reduce((sum, { id }) => sum + (Number(units[id]) || 0), 0);
  const form = labels.submit[new Intl.PluralRules(locale).select(count)];
  return (
    <>
      {problem ? (
        <Notice tone="signal" role="alert">
          {problem}
        </Notice>
      ) : null}
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">{labels.items}</legend>
        <UnitFields lines={lines} units={units} onChange={setUnits} />
      </fieldset>
      <TrackingFields values={values} labels={labels} own={ownCarriers} />
      {labels.mail ? (
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            name="mail"
            value="on"
            defaultChecked={values.hasMail}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0 wrap-anywhere">{labels.mail}</span>
        </label>
      ) : (
        <p className="text-ink-soft">{labels.noMail}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <PendingButton name="step" value="send" pendingLabel={labels.pending}>
          {isRunning ? form.replace("#", new Intl.NumberFormat(locale).format(count)) : labels.submitPlain}
        </PendingButton>
        {labels.mail ? (
          <PendingButton tone="plain" name="step" value="preview">
            {labels.preview}
          </PendingButton>
        ) : null}
      </div>
    </>
  );
}
