import clsx from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";
import { type ControlSize, Input } from "./input";
import { Select } from "./select";
import { Textarea } from "./textarea";

type FieldTexts = {
  label: ReactNode;
  /** Said before anything goes wrong. */
  hint?: ReactNode;
  /** What is wrong and what to do; null or undefined when nothing is. */
  error?: ReactNode;
  isLabelHidden?: boolean;
};

type FieldProps = FieldTexts & { id: string; className?: string | undefined; children: ReactNode };

/** A label, one control and its sentences. The control takes `id` and `aria-describedby={describedBy(id, …)}`. */
export function Field({ id, label, hint, error, isLabelHidden, className, children }: FieldProps) {
  return (
    <div className={clsx("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-sm text-signal">
          {error}
        </p>
      ) : null}
    </div>
  );
}

export function describedBy(id: string, { hint, error }: Pick<FieldTexts, "hint" | "error">) {
  const ids = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** What a control needs to belong to its field. */
function useControl({ id, hint, error }: { id: string | undefined } & Pick<FieldTexts, "hint" | "error">) {
  const made = useId();
  const used = id ?? made;
  return {
    id: used,
    "aria-describedby": describedBy(used, { hint, error }),
    "aria-invalid": error ? true : undefined,
  };
}

type Sized<Tag extends "input" | "select" | "textarea"> = FieldTexts &
  Omit<ComponentProps<Tag>, "size"> & { size?: ControlSize };

export function TextField({
  label,
  hint,
  error,
  isLabelHidden = false,
  className,
  id,
  ...rest
}: Sized<"input">) {
  const control = useControl({ id, hint, error });
  return (
    <Field {...{ id: control.id, label, hint, error, isLabelHidden, className }}>
      <Input {...control} {...rest} />
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  isLabelHidden = false,
  className,
  id,
  ...rest
}: Sized<"select">) {
  const control = useControl({ id, hint, error });
  return (
    <Field {...{ id: control.id, label, hint, error, isLabelHidden, className }}>
      <Select {...control} {...rest} />
    </Field>
  );
}

export function TextareaField({
  label,
  hint,
  error,
  isLabelHidden = false,
  className,
  id,
  ...rest
}: Sized<"textarea">) {
  const control = useControl({ id, hint, error });
  return (
    <Field {...{ id: control.id, label, hint, error, isLabelHidden, className }}>
      <Textarea {...control} {...rest} />
    </Field>
  );
}
