import type { ChangedLine } from "@/domain/content/changed-lines";

export type ChangedField = { name: string; lines: ChangedLine[] };

const MAX_SHOWN = 30;

/** What another person changed, line by line: what is gone is struck out, what is new is not. */
export function ChangedFields({ fields }: { fields: ChangedField[] }) {
  return (
    <dl className="mt-2 grid gap-2">
      {fields.map(({ name, lines }) => (
        <div key={name}>
          <dt className="font-medium">{name}</dt>
          {lines.slice(0, MAX_SHOWN).map(({ kind, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and none moves
            <dd key={index} className="wrap-anywhere">
              {kind === "added" ? <ins className="no-underline">+ {text}</ins> : <del>− {text}</del>}
            </dd>
          ))}
          {lines.length > MAX_SHOWN ? <dd>…</dd> : null}
        </div>
      ))}
    </dl>
  );
}
