"use client";

import { useEffect, useRef } from "react";
import { useIsRunning } from "../../../kit/form/sending/use-is-running";
import { STEPPED, Stepper } from "../../../kit/form/stepper";
import { useKeptQuantity } from "./keep-choice";

type QuantityFieldProps = {
  /** What became of the last press: after something was added the next is one again, after a refusal as it was. */
  answer: { kind: "idle" | "added" | "refused" };
  labels: Record<"quantity" | "oneLess" | "oneMore", string>;
};

/** How many. Without JavaScript a number to type; with it there are steps, and it is kept for the next variant. */
export function QuantityField({ answer, labels }: QuantityFieldProps) {
  const kept = useKeptQuantity();
  const input = useRef<HTMLInputElement>(null);
  const isRunning = useIsRunning();
  useEffect(() => {
    if (answer.kind === "added") kept.current = "1";
    if (answer.kind !== "idle" && input.current) input.current.value = kept.current;
  }, [answer, kept]);
  function step(by: 1 | -1) {
    if (!input.current) return;
    if (by > 0) input.current.stepUp();
    else input.current.stepDown();
    kept.current = input.current.value;
  }
  const place = isRunning ? "" : "invisible";
  return (
    <Stepper
      legend={labels.quantity}
      less={{ label: labels.oneLess, onClick: () => step(-1), className: place }}
      more={{ label: labels.oneMore, onClick: () => step(1), className: place }}
    >
      <input
        ref={input}
        id="quantity"
        type="number"
        name="quantity"
        aria-label={labels.quantity}
        min={1}
        max={99}
        defaultValue={kept.current}
        onChange={({ target }) => {
          kept.current = target.value;
        }}
        required
        inputMode="numeric"
        className={`${STEPPED} min-h-13`}
      />
    </Stepper>
  );
}
