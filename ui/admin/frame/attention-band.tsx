import Link from "next/link";

const MAX_COUNTED = 100;

/** Above every page of the admin: that orders wait for a person, and where they are. */
export function AttentionBand({ count }: { count: number }) {
  if (count === 0) return null;
  const many = count >= MAX_COUNTED ? `${MAX_COUNTED} orders or more need` : `${count} orders need`;
  return (
    <section
      aria-label="Needs attention"
      className="border-b border-dot-wait bg-paper-sunk px-4 py-2 print:hidden"
    >
      <Link href="/admin/orders?attention=1" prefetch={false} className="link font-medium">
        {count === 1 ? "1 order needs" : many} attention
      </Link>
    </section>
  );
}
