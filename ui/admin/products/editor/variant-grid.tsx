"use client";

import Link from "next/link";
import { memo } from "react";
import { type Row, readTexts } from "@/domain/catalog/editor/editor-fields";
import { SelectField, TextField } from "../../../kit/form/field";
import { Section } from "../../../kit/table/section";
import { Check } from "./check";
import type { EditorLabels } from "./editor-labels";
import type { VariantNotes } from "./editor-state";

type VariantGridProps = { rows: Row[]; pictures: Row[]; notes: VariantNotes; labels: EditorLabels };

/** Every variant with what it is sold by. On a phone each is a card. */
export function VariantGrid({ rows, pictures, notes, labels }: VariantGridProps) {
  return (
    <Section title={labels.variants}>
      <ul>
        {rows.map((row, at) => (
          <VariantFields
            key={row.id || row.values}
            {...{ row, at, pictures, labels, note: notes[row.id ?? ""], isOnly: rows.length === 1 }}
          />
        ))}
      </ul>
    </Section>
  );
}

type VariantFieldsProps = {
  row: Row;
  at: number;
  pictures: Row[];
  note: VariantNotes[string] | undefined;
  isOnly: boolean;
  labels: EditorLabels;
};

const VariantFields = memo(function VariantFields(props: VariantFieldsProps) {
  const { row, at, pictures, note, isOnly, labels } = props;
  const title = readTexts(row.values).join(" / ");
  const name = (field: string) => `variant.${at}.${field}`;
  const text = (field: string, label: string, of: Record<string, unknown> = {}) => (
    <TextField
      {...{ name: name(field), size: "small", label, autoComplete: "off", ...of }}
      aria-label={`${label} ${title}`.trim()}
      defaultValue={row[field]}
    />
  );
  return (
    <li className="border-b border-line py-4 first:pt-0 last:border-b-0">
      <input type="hidden" name={name("id")} value={row.id ?? ""} />
      <input type="hidden" name={name("values")} value={row.values ?? "[]"} />
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="min-w-0 font-medium wrap-anywhere">{title || labels.only}</h3>
        {note ? (
          <Link href={note.href} className="link text-sm">
            {title ? <span className="sr-only">{title}: </span> : null}
            {note.onHand}
          </Link>
        ) : null}
      </div>
      <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-4">
        {text("price", labels.price, { inputMode: "decimal", required: true })}
        {text("compareAt", labels.compareAt, { inputMode: "decimal" })}
        {text("sku", labels.sku, { spellCheck: false })}
        {text("barcode", labels.barcode, { spellCheck: false })}
        {text("grams", labels.grams, { inputMode: "numeric" })}
        {text("content", labels.content, { placeholder: labels.contentExample })}
        {text("reference", labels.reference, { placeholder: labels.referenceExample })}
        {note ? null : text("onHand", labels.units, { inputMode: "numeric" })}
        {pictures.length > 0 ? (
          <SelectField
            {...{ name: name("picture"), size: "small", label: labels.picture, defaultValue: row.picture }}
            aria-label={`${labels.picture} ${title}`.trim()}
          >
            <option value="">{labels.noPicture}</option>
            {pictures.map(({ source = "", alt }, place) => (
              <option key={source} value={source}>
                {`${place + 1}${alt ? ` · ${alt}` : ""}`}
              </option>
            ))}
          </SelectField>
        ) : null}
      </div>
      {note?.reduction ? <p className="mt-2 text-sm text-ink-soft">{note.reduction}</p> : null}
      <div className="mt-2 flex flex-wrap gap-x-6">
        <Check name={name("ships")} label={labels.ships} of={title} isChecked={row.ships === "on"} />
        <Check name={name("counted")} label={labels.counted} of={title} isChecked={row.counted === "on"} />
        {isOnly ? null : (
          <Check
            name={name("remove")}
            label={note ? `${labels.removeVariant} ${note.removal}` : labels.removeVariant}
            of={title}
            isChecked={row.remove === "on"}
          />
        )}
      </div>
    </li>
  );
});
