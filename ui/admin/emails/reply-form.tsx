"use client";

import { useState } from "react";
import { SelectField, TextareaField, TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useIsRunning } from "../../kit/form/sending/use-is-running";
import { useSending } from "../../kit/form/sending/use-sending";

type Template = { template: string; label: string; subject: string; text: string };

type ReplyFormProps = {
  orderId: string;
  requestId: string;
  /** The first is what the form begins with. */
  templates: Template[];
  most: { subject: number; text: number };
  labels: Record<"open" | "template" | "subject" | "text" | "hint" | "submit" | "pending", string>;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** A mail to the shopper that a person writes, from a template or from nothing. */
export function ReplyForm({ orderId, requestId, templates, most, labels, action }: ReplyFormProps) {
  const { state, sending } = useSending(action, null);
  const isRunning = useIsRunning();
  const [chosen, setChosen] = useState(templates[0]?.template ?? "");
  const [typed, setTyped] = useState({
    subject: templates[0]?.subject ?? "",
    text: templates[0]?.text ?? "",
  });
  function begin(template: string) {
    const found = templates.find((one) => one.template === template);
    setChosen(template);
    if (found) setTyped({ subject: found.subject, text: found.text });
  }
  return (
    <details className="w-full">
      <summary className="link w-fit cursor-pointer text-sm">{labels.open}</summary>
      <ActionForm sending={sending} className="mt-3 grid justify-items-start gap-3">
        <input type="hidden" name="orderId" value={orderId} />
        <input type="hidden" name="requestId" value={requestId} />
        {/* Without JavaScript it could do nothing. */}
        {isRunning ? (
          <SelectField
            label={labels.template}
            size="small"
            value={chosen}
            onChange={({ target }) => begin(target.value)}
            className="w-full"
          >
            {templates.map(({ template, label }) => (
              <option key={template} value={template}>
                {label}
              </option>
            ))}
          </SelectField>
        ) : null}
        <TextField
          label={labels.subject}
          name="subject"
          size="small"
          required
          maxLength={most.subject}
          value={typed.subject}
          onChange={({ target }) => setTyped({ ...typed, subject: target.value })}
          className="w-full"
        />
        <TextareaField
          label={labels.text}
          hint={labels.hint}
          name="text"
          size="small"
          rows={9}
          required
          maxLength={most.text}
          value={typed.text}
          onChange={({ target }) => setTyped({ ...typed, text: target.value })}
          className="w-full"
        />
        <PendingButton tone="plain" size="small" pendingLabel={labels.pending}>
          {labels.submit}
        </PendingButton>
        <FormAnswer state={state} />
      </ActionForm>
    </details>
  );
}
