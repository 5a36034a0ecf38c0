import { ArrowLeft } from "lucide-react";
import Link from "next/link";

/** Above the heading of one thing: back to the list that it is in. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="print:hidden inline-flex items-center gap-1.5 text-ink-soft hover:text-ink hover:underline"
    >
      <ArrowLeft aria-hidden className="size-3.5" /> {children}
    </Link>
  );
}
