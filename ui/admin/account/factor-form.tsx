"use client";

import { TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

export type FactorState =
  | null
  | { step: "idle"; problem?: string; sentence?: string }
  | { step: "made"; uri: string; secret: string; recoveryCodes: string[]; problem?: string }
  | { step: "codes"; recoveryCodes: string[] };

type FactorFormProps = {
  isOn: boolean;
  labels: Record<
    | "stateOn"
    | "stateOff"
    | "password"
    | "start"
    | "end"
    | "codes"
    | "addTo"
    | "open"
    | "keep"
    | "code"
    | "finish"
    | "saving",
    string
  >;
  action: (state: FactorState, form: FormData) => Promise<FactorState>;
};

/** The second factor, step by step, with and without JavaScript. */
export function FactorForm({ isOn, labels, action }: FactorFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-md justify-items-start gap-3">
      {state?.step === "made" ? (
        <Made {...state} labels={labels} />
      ) : (
        <>
          <p>{isOn ? labels.stateOn : labels.stateOff}</p>
          {state?.step === "idle" && state.sentence ? (
            <Notice tone="good" role="status">
              {state.sentence}
            </Notice>
          ) : null}
          {state?.step === "codes" ? <Codes codes={state.recoveryCodes} keep={labels.keep} /> : null}
          <TextField
            label={labels.password}
            name="password"
            type="password"
            size="small"
            autoComplete="current-password"
            maxLength={128}
            error={state?.step === "idle" ? state.problem : undefined}
            required
            className="w-full max-w-sm"
          />
          <div className="flex flex-wrap gap-2">
            {isOn ? (
              <>
                <Step name="codes" labels={labels} />
                <Step name="end" labels={labels} />
              </>
            ) : (
              <Step name="start" labels={labels} />
            )}
          </div>
        </>
      )}
    </ActionForm>
  );
}

type Labels = FactorFormProps["labels"];

function Step({ name, labels }: { name: "start" | "end" | "codes" | "finish"; labels: Labels }) {
  return (
    <PendingButton tone="plain" size="small" name="step" value={name}>
      {labels[name]}
    </PendingButton>
  );
}

type MadeProps = Extract<FactorState, { step: "made" }> & { labels: Labels };

function Made({ uri, secret, recoveryCodes, problem, labels }: MadeProps) {
  return (
    <>
      <input type="hidden" name="secret" value={secret} />
      <input type="hidden" name="uri" value={uri} />
      <p>{labels.addTo}</p>
      <p className="font-mono text-base break-all select-all">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
      <p>
        <a href={uri} className="link">
          {labels.open}
        </a>
      </p>
      {recoveryCodes.length > 0 ? <Codes codes={recoveryCodes} keep={labels.keep} /> : null}
      <TextField
        label={labels.code}
        name="code"
        size="small"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        error={problem}
        required
        className="w-full max-w-48"
      />
      <Step name="finish" labels={labels} />
    </>
  );
}

function Codes({ codes, keep }: { codes: string[]; keep: string }) {
  return (
    <Notice tone="wait" title={keep} className="w-full">
      <ul className="mt-1 grid grid-cols-2 gap-x-6 font-mono select-all">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Notice>
  );
}
