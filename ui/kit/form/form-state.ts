/** What a form's action answered; null before the first press. `message` is a sentence for the person. */
export type FormState = { kind: "done" | "refused"; message: string } | null;

/** The action did not run: its input, its origin or the role was not accepted. */
export type Refusal = { kind: "refused"; message: string };
