"use client";

import { useEffect, useRef } from "react";
import { Button } from "../../kit/form/button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { useWork } from "./use-work";

type ProofOfWorkProps = {
  action: PlainAction;
  challenge: string;
  /** Hidden fields of the form; undefined ones are left out. */
  fields: Record<string, string | undefined>;
  texts: Record<"working" | "waiting" | "goOn", string>;
};

/** Works in a worker and sends the form by itself. Without JavaScript, or without workers: wait and press the button. */
export function ProofOfWork({ action, challenge, fields, texts }: ProofOfWorkProps) {
  const form = useRef<HTMLFormElement>(null);
  const { work, isWorking } = useWork(challenge);
  useEffect(() => {
    if (work) form.current?.requestSubmit();
  }, [work]);
  return (
    <PlainForm ref={form} action={action}>
      {Object.entries(fields).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <input type="hidden" name="work" value={work ?? `${challenge}:`} />
      <p role="status" className="mt-3 text-ink-soft">
        {texts.working}
      </p>
      {isWorking ? null : (
        <>
          <p className="mt-3">{texts.waiting}</p>
          <Button type="submit" size="large" className="mt-6">
            {texts.goOn}
          </Button>
        </>
      )}
    </PlainForm>
  );
}
