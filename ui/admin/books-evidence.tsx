// Stripe's ids are long and alike: their beginning tells them apart, and the whole is on hover and in a copy.
const ID = /\b((?:cs|pi|ch|re|du|dp|evt)_\w{9,}(?:-\w+)*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/;

/** What one side says, with long ids cut short. */
export function BooksEvidence({ words }: { words: string }) {
  let at = 0;
  return words.split(ID).map((part, index) => {
    const key = at;
    at += part.length;
    return index % 2 === 0 ? part : <ShortId key={key} id={part} />;
  });
}

export function ShortId({ id }: { id: string }) {
  return (
    <span title={id} className="inline-block max-w-[9rem] truncate align-bottom text-ink-soft">
      {id}
    </span>
  );
}
