/** The form of a `BatchBar`: the checkboxes of the list name it as theirs. */
export const BATCH_FORM = "batch";
