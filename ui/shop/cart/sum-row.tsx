/** A part of a total: what it is, and how much. */
export function SumRow({ name, amount }: { name: string | null; amount: string }) {
  return (
    <div className="flex justify-between gap-6">
      <dt className="min-w-0 break-words text-ink-soft">{name}</dt>
      <dd className="figures text-end">{amount}</dd>
    </div>
  );
}
