import type { FormState } from "./form-state";

/** What a form's action answered, below its button. */
export function FormAnswer({ state }: { state: FormState }) {
  return (
    <p
      role="status"
      className={state?.kind === "refused" ? "text-signal empty:hidden" : "text-ink-soft empty:hidden"}
    >
      {state?.message}
    </p>
  );
}
