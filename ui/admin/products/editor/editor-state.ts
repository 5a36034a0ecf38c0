import type { Fields } from "@/domain/catalog/editor/editor-fields";

/** What the editor's form was answered. `fields`: as they were sent, with variants that follow the options. */
export type EditorState =
  | null
  | { kind: "refused"; message: string; reasons: string[]; fields?: Fields }
  /** `reviewed` stands for exactly these fields: others are reviewed again before they are saved. */
  | { kind: "review"; changes: string[]; warnings: string[]; reviewed: string; fields: Fields }
  /** What others saved since: one block of lines for each save. */
  | { kind: "conflict"; others: { title: string; changes: string[] }[]; onto: number; fields: Fields };

export type EditorAction = (state: EditorState, form: FormData) => Promise<EditorState>;

/** What the editor may say of a variant beyond its fields, by the variant's id. */
export type VariantNotes = Record<
  string,
  { onHand: string; href: string; removal: string; reduction: string | null }
>;
