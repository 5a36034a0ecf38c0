export type ListValues = { text: string; hasMail: boolean; mayLack: boolean };

/** A line of the list with what it would do, in sentences. */
export type LookRow = {
  at: number;
  /** As it was typed. */
  typed: string;
  /** The order's id; null where there is none. */
  orderId: string | null;
  number: string;
  customer: string | null;
  items: string;
  tracking: string;
  /** Why it is not sent. */
  fault: string | null;
  mail: { subject: string; text: string } | null;
};

export type DoneRow = {
  orderId: string;
  number: number;
  /** null: it was not sent. */
  parcelId: string | null;
  isUndone: boolean;
  sentence: string;
};

export type BatchState =
  | null
  | { step: "edit"; values: ListValues; problem?: string }
  | {
      step: "look";
      values: ListValues;
      batchId: string;
      /** What the good lines send, for the action that sends it. */
      parcels: string;
      rows: LookRow[];
      summary: string;
      /** "Send 10 orders"; null where no line is good. */
      submit: string | null;
    }
  | {
      step: "done";
      rows: DoneRow[];
      /** The rows again, for the action that undoes them, and when they were sent. */
      kept: string;
      summary: string;
      /** Until nothing can be undone any more. */
      leftMs: number;
    };

export type BatchLabels = {
  list: string;
  listHint: string;
  file: string;
  mail: string;
  mayLack: string;
  look: string;
  looking: string;
  line: string;
  order: string;
  items: string;
  tracking: string;
  showMail: string;
  notSent: string;
  change: string;
  sending: string;
  undo: string;
  undoAll: string;
  undoing: string;
  another: string;
};
