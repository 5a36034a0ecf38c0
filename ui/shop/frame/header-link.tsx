"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

/** A link to a collection; on its pages it is underlined. */
export function HeaderLink({ href, children }: { href: string; children: string }) {
  const pathname = usePathname();
  const isHere = pathname === href || pathname.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      className="inline-flex min-h-11 items-center text-ink-soft decoration-2 underline-offset-6 transition-colors hover:text-ink hover:underline hover:decoration-1 aria-[current]:text-ink aria-[current]:underline"
    >
      {children}
    </Link>
  );
}
