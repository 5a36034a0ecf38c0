// Stripe's ids are long and alike; their beginning tells them apart.
const ID = /\b((?:cs|pi|ch|re|du|dp|evt)_\w{9,}(?:-\w+)*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/;
const SHOWN = 14;

/** What one side says, with long ids cut short. */
export function DifferenceEvidence({ text }: { text: string }) {
  let at = 0;
  return text.split(ID).map((part, index) => {
    const key = at;
    at += part.length;
    return index % 2 === 0 ? part : <ShortId key={key} id={part} />;
  });
}

/** Shows its beginning; the whole is on hover, in what is copied, and for screen readers. */
export function ShortId({ id }: { id: string }) {
  if (id.length <= SHOWN) return id;
  return (
    <span title={id} className="relative whitespace-nowrap text-ink-soft">
      {id.slice(0, SHOWN)}
      <span className="sr-only">{id.slice(SHOWN)}</span>
      <span aria-hidden className="select-none">
        …
      </span>
    </span>
  );
}
