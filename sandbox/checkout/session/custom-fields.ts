import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import { invalidRequest } from "../../protocol/errors.ts";
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  optional,
  type Param,
  type Read,
  requiredObject,
  text,
} from "../../protocol/params.ts";

type CustomField = CheckoutSession["custom_fields"][number];

/** Stripe's own limits: docs.stripe.com/payments/checkout/custom-components#custom-fields. */
const MAX_FIELDS = 3;
const MAX_LENGTH = 255;

const alphanumeric = (maxLength: number): Param<string> => ({
  read(value, path) {
    const given = text(maxLength).read(value, path);
    if (/^[a-zA-Z0-9]+$/.test(given)) return given;
    throw invalidRequest(`Invalid ${path}: must only contain alphanumeric characters`, path);
  },
});

const typed = optional(
  object({
    default_value: optional(text(MAX_LENGTH)),
    maximum_length: optional(integer(1, MAX_LENGTH)),
    minimum_length: optional(integer(1, MAX_LENGTH)),
  }),
);

const customField = requiredObject({
  key: alphanumeric(200),
  label: requiredObject({ custom: text(50), type: oneOf("custom") }),
  optional: optional(boolean()),
  type: oneOf("dropdown", "numeric", "text"),
  dropdown: optional(
    object({
      default_value: optional(text(100)),
      options: list(requiredObject({ label: text(100), value: alphanumeric(100) }), 200),
    }),
  ),
  numeric: typed,
  text: typed,
});
type CustomFieldParams = Read<typeof customField>;

export const customFields = list(customField, MAX_FIELDS);

/** The fields of a session with nothing filled in; throws what Stripe refuses. */
export function buildCustomFields(given: CustomFieldParams[] = []): CustomField[] {
  return given.map((field, index) => {
    const path = `custom_fields[${index}]`;
    if (given.findIndex((other) => other.key === field.key) !== index) {
      throw invalidRequest(`Custom field keys must be unique: '${field.key}' is used twice.`, `${path}[key]`);
    }
    const foreign = (["dropdown", "numeric", "text"] as const).find(
      (type) => type !== field.type && field[type] !== undefined,
    );
    if (foreign) {
      throw invalidRequest(
        `You may not specify \`${foreign}\` for a custom field whose \`type\` is \`${field.type}\`.`,
        `${path}[${foreign}]`,
      );
    }
    const common = {
      key: field.key,
      label: field.label,
      optional: field.optional ?? false,
      type: field.type,
    };
    return field.type === "dropdown"
      ? { ...common, dropdown: dropdown(field.dropdown, path) }
      : { ...common, [field.type]: typedField(field.type, field[field.type], path) };
  });
}

function dropdown(given: CustomFieldParams["dropdown"], path: string): NonNullable<CustomField["dropdown"]> {
  const options = given?.options ?? [];
  if (options.length === 0) {
    const param = `${path}[dropdown][options]`;
    throw invalidRequest(`Missing required param: ${param}.`, param, "parameter_missing");
  }
  const twice = options.findIndex(({ value }, at) => options.findIndex((one) => one.value === value) < at);
  if (twice !== -1) {
    throw invalidRequest(
      `Dropdown values must be unique: '${options[twice]?.value}' is used twice.`,
      `${path}[dropdown][options][${twice}][value]`,
    );
  }
  const { default_value: byDefault = null } = given ?? {};
  if (byDefault !== null && !options.some(({ value }) => value === byDefault)) {
    throw invalidRequest(
      `The default value '${byDefault}' is none of the dropdown's options.`,
      `${path}[dropdown][default_value]`,
    );
  }
  return { default_value: byDefault, options, value: null };
}

function typedField(
  type: "numeric" | "text",
  given: CustomFieldParams["text"],
  path: string,
): NonNullable<CustomField["text"]> {
  const { minimum_length: least = null, maximum_length: most = null } = given ?? {};
  if (least !== null && most !== null && least > most) {
    throw invalidRequest(
      "The minimum length must not be greater than the maximum length.",
      `${path}[${type}][minimum_length]`,
    );
  }
  return {
    default_value: given?.default_value ?? null,
    maximum_length: most,
    minimum_length: least,
    value: null,
  };
}

/** The fields with the shopper's answers in them, by key; an answer that is missing is null. */
export function withAnswers(fields: CustomField[], answers: Record<string, string>): CustomField[] {
  return fields.map((field) => {
    const value = answers[field.key] || null;
    if (field.dropdown) return { ...field, dropdown: { ...field.dropdown, value } };
    if (field.numeric) return { ...field, numeric: { ...field.numeric, value } };
    return field.text ? { ...field, text: { ...field.text, value } } : field;
  });
}

/** What is wrong about an answer, in a sentence for the shopper; null when it will do. */
export function complaintAbout(field: CustomField, answer: string): string | null {
  const label = field.label.custom ?? "this field";
  if (answer === "") {
    if (field.optional) return null;
    return field.dropdown ? `Choose one: ${label}.` : `Fill this in: ${label}.`;
  }
  if (field.dropdown) {
    return field.dropdown.options.some(({ value }) => value === answer) ? null : `Choose one: ${label}.`;
  }
  if (field.numeric && !/^\d+$/.test(answer)) return "Use digits only.";
  const { minimum_length: least, maximum_length: most } = field.numeric ?? field.text ?? {};
  const unit = field.numeric ? "digit" : "character";
  if (least && answer.length < least) return `Use at least ${plural(least, unit)}.`;
  if (answer.length > (most ?? MAX_LENGTH)) return `Use at most ${plural(most ?? MAX_LENGTH, unit)}.`;
  return null;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
