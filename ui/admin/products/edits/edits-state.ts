/** One value before and after, as sentences. */
export type ReviewRow = {
  key: string;
  /** The product, and its variant where it has several. */
  title: string;
  /** "Price", "Compare-at price", "Stock", "State", … */
  what: string;
  before: string;
  after: string;
  move: "up" | "down" | null;
  /** What is said to it: "2 are reserved for open orders". */
  note: string | null;
};

/** What came of a product whose edit was not saved. */
export type FailedRow = { key: string; title: string; sentences: string[] };

/** `edits`, `undo` and `again` are what the next step sends. */
export type EditsState =
  | null
  | { step: "edit"; problems: string[] }
  | {
      step: "review";
      summary: string;
      consequence: string;
      rows: ReviewRow[];
      problems: string[];
      edits: string;
      /** "Save 14 changes"; null: there is nothing to save. */
      submit: string | null;
    }
  | {
      step: "done";
      summary: string;
      failed: FailedRow[];
      /** Takes back what was saved; null: nothing was. */
      undo: string | null;
      /** The same edits of what is there now; null: nothing was changed meanwhile. */
      again: string | null;
      /** The cells that hold now what was typed, as "price:VARIANT". */
      savedCells: string[];
    };

export type EditsAction = (state: EditsState, form: FormData) => Promise<EditsState>;

export type EditsLabels = {
  product: string;
  what: string;
  before: string;
  after: string;
  up: string;
  down: string;
  saving: string;
  back: string;
  undo: string;
  undoing: string;
  again: string;
  againHint: string;
  nothing: string;
  close: string;
};
