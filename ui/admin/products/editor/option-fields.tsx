"use client";

import { type Fields, linesOf, type Row, rowsOf, withRows } from "@/domain/catalog/editor/editor-fields";
import { Button } from "../../../kit/form/button";
import { TextareaField, TextField } from "../../../kit/form/field";
import { useIsRunning } from "../../../kit/form/sending/use-is-running";
import { Section } from "../../../kit/table/section";
import type { EditorLabels } from "./editor-labels";

// As many as a Shopify file has columns for.
const MAX_OPTIONS = 3;
const EMPTY: Row = { name: "", values: "", was: "[]" };

type OptionFieldsProps = {
  rows: Row[];
  labels: EditorLabels;
  /** Makes the variants follow. */
  onFit: () => void;
  onChange: (make: (now: Fields) => Fields) => void;
};

/** Names and values of the options. Without JavaScript one empty option is offered, and the review fits the variants. */
export function OptionFields({ rows, labels, onFit, onChange }: OptionFieldsProps) {
  const isRunning = useIsRunning();
  const shown = isRunning || rows.length >= MAX_OPTIONS ? rows : [...rows, EMPTY];
  const add = () =>
    onChange((now) => withRows(now, "option", [...rowsOf(now, "option"), EMPTY].slice(0, MAX_OPTIONS)));
  return (
    <Section title={labels.options}>
      <p className="mb-3 max-w-prose text-sm text-ink-soft">{labels.optionsHint}</p>
      <div className="grid gap-4">
        {shown.map(({ name, values = "", was }, at) => (
          <fieldset
            // Made again when the variants follow it: its fields then show what they follow.
            // biome-ignore lint/suspicious/noArrayIndexKey: options have no other identity than their place
            key={`${at} ${was}`}
            className="grid gap-3 sm:grid-cols-2"
            onBlur={({ currentTarget, relatedTarget }) => {
              if (!currentTarget.contains(relatedTarget)) onFit();
            }}
          >
            <legend className="sr-only">{labels.options}</legend>
            <input type="hidden" name={`option.${at}.was`} value={was} />
            <TextField
              {...{ name: `option.${at}.name`, size: "small", autoComplete: "off", label: labels.optionName }}
              defaultValue={name}
            />
            <TextareaField
              {...{ name: `option.${at}.values`, size: "small", label: labels.optionValues }}
              rows={Math.max(2, linesOf(values).length + 1)}
              defaultValue={values}
            />
          </fieldset>
        ))}
        {isRunning && rows.length < MAX_OPTIONS ? (
          <Button tone="plain" size="small" className="justify-self-start" onClick={add}>
            {labels.addOption}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}
