"use client";

import { useState } from "react";
import { type Fields, rowsOf } from "@/domain/catalog/editor/editor-fields";
import { SelectField, TextareaField, TextField } from "../../../kit/form/field";
import { Section } from "../../../kit/table/section";
import { Check } from "./check";
import type { EditorLabels } from "./editor-labels";

type TextFieldsProps = { fields: Fields; labels: EditorLabels };

const MAX_TITLE = 255;

export function TextFields({ fields, labels }: TextFieldsProps) {
  return (
    <div className="grid gap-4">
      <TextField
        name="title"
        required
        maxLength={MAX_TITLE}
        autoComplete="off"
        label={labels.title}
        defaultValue={fields.title}
      />
      <TextareaField
        name="description"
        rows={9}
        label={labels.description}
        hint={labels.descriptionHint}
        defaultValue={fields.description}
      />
    </div>
  );
}

/** What orders the product among others, and how search engines show it. */
export function DetailFields({ fields, labels, origin }: TextFieldsProps & { origin: string }) {
  return (
    <div className="grid content-start gap-8">
      <Section title={labels.order}>
        <div className="grid gap-4">
          <SelectField name="status" label={labels.state} size="small" defaultValue={fields.status}>
            {labels.statuses.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
          <SelectField
            {...{ name: "taxClass", size: "small", label: labels.taxClass, hint: labels.taxClassHint }}
            defaultValue={fields.taxClass}
          >
            {labels.taxClasses.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
          <TextField
            {...{ name: "vendor", size: "small", label: labels.vendor, defaultValue: fields.vendor }}
          />
          <TextField {...{ name: "kind", size: "small", label: labels.kind, defaultValue: fields.kind }} />
          <TextField
            {...{ name: "tags", size: "small", label: labels.tags, hint: labels.tagsHint }}
            defaultValue={fields.tags}
          />
        </div>
      </Section>
      <Section title={labels.shipping}>
        <fieldset className="grid gap-1">
          <legend className="font-medium">{labels.shipsTo}</legend>
          <p className="text-sm text-ink-soft">{labels.shipsToHint}</p>
          {rowsOf(fields, "zone").map(({ id = "", name = "", chosen }, at) => (
            <div key={id}>
              <input type="hidden" name={`zone.${at}.id`} value={id} />
              <input type="hidden" name={`zone.${at}.name`} value={name} />
              <Check
                name={`zone.${at}.chosen`}
                label={<span translate="no">{name}</span>}
                isChecked={chosen === "on"}
              />
            </div>
          ))}
        </fieldset>
        <div className="mt-3">
          <Check name="shipsAlone" label={labels.shipsAlone} isChecked={fields.shipsAlone === "on"} />
        </div>
      </Section>
      <Section title={labels.collections}>
        <div className="grid gap-3">
          <ul className="max-h-60 overflow-y-auto">
            {rowsOf(fields, "collection").map(({ title = "", chosen }, at) => (
              <li key={title}>
                <input type="hidden" name={`collection.${at}.title`} value={title} />
                <Check name={`collection.${at}.chosen`} label={title} isChecked={chosen === "on"} />
              </li>
            ))}
          </ul>
          <TextareaField
            name="newCollections"
            size="small"
            rows={2}
            label={labels.newCollections}
            hint={labels.newCollectionsHint}
            defaultValue={fields.newCollections}
          />
        </div>
      </Section>
      <SearchFields fields={fields} labels={labels} origin={origin} />
    </div>
  );
}

function SearchFields({ fields, labels, origin }: TextFieldsProps & { origin: string }) {
  const [typed, setTyped] = useState<Fields>({});
  const shown = { ...fields, ...typed };
  return (
    <Section title={labels.search}>
      <div
        className="grid gap-4"
        onInput={({ target }) => {
          if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
            setTyped((now) => ({ ...now, [target.name]: target.value }));
        }}
      >
        <div className="rounded-control border border-line p-3 text-sm wrap-anywhere">
          <p className="text-ink-soft">{[origin, "products", shown.slug].join("/")}</p>
          <p className="text-base text-accent-ink">{shown.seoTitle || fields.title}</p>
          <p className="text-ink-soft">{shown.seoText || fields.summary}</p>
        </div>
        <TextField
          {...{ name: "seoTitle", size: "small", maxLength: MAX_TITLE, label: labels.seoTitle }}
          hint={labels.seoTitleHint}
          defaultValue={fields.seoTitle}
        />
        <TextareaField
          {...{ name: "seoText", size: "small", rows: 3, maxLength: 1_000, label: labels.seoText }}
          hint={labels.seoTextHint}
          defaultValue={fields.seoText}
        />
        <TextField
          {...{ name: "slug", size: "small", maxLength: 100, autoComplete: "off", spellCheck: false }}
          label={labels.slug}
          hint={labels.slugHint}
          defaultValue={fields.slug}
        />
      </div>
    </Section>
  );
}
