import { useId } from "react";
import type { Fields } from "@/domain/catalog/editor/editor-fields";
import { TextareaField, TextField } from "../../../../kit/form/field";
import { Section } from "../../../../kit/table/section";
import type { EditorLabels } from "../editor-labels";

type SafetyFieldsProps = {
  fields: Fields;
  labels: EditorLabels;
  /** Names that were entered before. */
  makers: string[];
};

/** Who made it, who answers for it in the EU, what to beware of and how long it is guaranteed to last. */
export function SafetyFields({ fields, labels, makers }: SafetyFieldsProps) {
  const list = useId();
  const text = (name: keyof EditorLabels & string, of: Record<string, unknown> = {}) => (
    <TextField
      {...{ name, size: "small", autoComplete: "off", label: String(labels[name]), ...of }}
      defaultValue={fields[name]}
    />
  );
  const address = (name: "manufacturerAddress" | "responsibleAddress") => (
    <TextareaField {...{ name, size: "small", rows: 3, label: labels[name], defaultValue: fields[name] }} />
  );
  return (
    <Section title={labels.safety}>
      <datalist id={list}>
        {makers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className="grid gap-4">
        {text("manufacturer", { list, hint: labels.manufacturerHint })}
        {address("manufacturerAddress")}
        {text("manufacturerContact", { hint: labels.manufacturerContactHint })}
        {text("responsible", { list, hint: labels.responsibleHint })}
        {address("responsibleAddress")}
        {text("responsibleContact")}
        <TextareaField
          {...{ name: "warnings", size: "small", rows: 3, label: labels.warnings }}
          hint={labels.warningsHint}
          defaultValue={fields.warnings}
        />
        {text("guaranteeYears", { inputMode: "numeric", hint: labels.guaranteeYearsHint })}
      </div>
    </Section>
  );
}
