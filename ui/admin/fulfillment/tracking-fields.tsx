"use client";

import { type ChangeEvent, useRef, useState } from "react";
import {
  carrierChoices,
  guessCarrier,
  isMistyped,
  readCarrier,
  readTrackingNumbers,
} from "@/domain/fulfillment/carriers";
import type { OwnCarrier } from "@/domain/fulfillment/own-carriers";
import { SelectField, TextareaField } from "../../kit/form/field";

export type TrackingLabels = {
  carrier: string;
  /** The choice that leaves it to the number. */
  carrierOpen: string;
  numbers: string;
  numbersHint: string;
  /** A check digit is wrong; # stands for the number. */
  mistyped: string;
};

type TrackingFieldsProps = {
  values: { carrier: string; numbers: string };
  labels: TrackingLabels;
  /** The carriers that the shop added. */
  own: readonly OwnCarrier[];
  problem?: string | undefined;
};

/**
 * The carrier and the tracking numbers, one on each line as a scanner types them. While nobody has chosen a carrier, it
 * follows the number. Without JavaScript the action does the same.
 */
export function TrackingFields({ values, labels, own, problem }: TrackingFieldsProps) {
  const [carrier, setCarrier] = useState(values.carrier);
  // The browser resets a form that was sent, and a select only knows the option that it was made with.
  const [made, setMade] = useState(values.carrier);
  const [numbers, setNumbers] = useState(values.numbers);
  const isChosen = useRef(false);
  const typeNumbers = ({ target }: ChangeEvent<HTMLTextAreaElement>) => {
    setNumbers(target.value);
    const [first] = readTrackingNumbers(target.value);
    const guess = first === undefined ? null : guessCarrier(first, own);
    if (!guess || isChosen.current) return;
    setCarrier(guess);
    setMade(guess);
  };
  const chosen = readCarrier(made, own);
  const choices = carrierChoices(own);
  // One that is offered no more stays with the parcels that it has.
  const offered =
    !chosen || choices.some(({ code }) => code === chosen.code) ? choices : [...choices, chosen];
  const wrong = readTrackingNumbers(numbers).find((number) => isMistyped(carrier, number));
  return (
    <>
      <TextareaField
        label={labels.numbers}
        name="numbers"
        size="small"
        rows={2}
        maxLength={2_000}
        autoComplete="off"
        spellCheck={false}
        className="tabular-nums"
        value={numbers}
        onChange={typeNumbers}
        hint={labels.numbersHint}
        error={problem ?? (wrong ? labels.mistyped.replace("#", wrong) : undefined)}
      />
      <SelectField
        label={labels.carrier}
        name="carrier"
        size="small"
        key={made}
        defaultValue={made}
        onChange={({ target }) => {
          isChosen.current = true;
          setCarrier(target.value);
        }}
      >
        <option value="">{labels.carrierOpen}</option>
        {offered.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
    </>
  );
}
