"use client";

import type { ReactNode } from "react";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type StepFormProps = {
  fields: Record<string, string>;
  action: (state: FormState, form: FormData) => Promise<FormState>;
  className?: string;
  /** Its buttons say which step they are: name="step". */
  children: ReactNode;
};

/** A few buttons of which each makes one step, and what came of it below. */
export function StepForm({ fields, action, className, children }: StepFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className={className}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {state ? (
        <div className="basis-full">
          <FormAnswer state={state} />
        </div>
      ) : null}
    </ActionForm>
  );
}
