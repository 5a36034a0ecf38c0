import Link from "next/link";

const MAX_COUNTED = 100;

/** Above every page of the admin: how many orders need review, and a link to them. */
export function AttentionBand({ count }: { count: number }) {
  if (count === 0) return null;
  const many =
    count >= MAX_COUNTED ? `${MAX_COUNTED} orders or more need review` : `${count} orders need review`;
  return (
    <section
      aria-label="Needs review"
      className="border-b border-dot-wait bg-paper-sunk px-4 py-2 print:hidden"
    >
      <Link href="/admin/orders?attention=1" prefetch={false} className="link font-medium">
        {count === 1 ? "1 order needs review" : many}
      </Link>
    </section>
  );
}
