import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";

type RowLinkProps = { href: string; title?: string; className?: string; children: ReactNode };

/** The link of a row. It covers the whole row, so a click, a middle click and a long press work anywhere in it. */
export function RowLink({ href, className, children, ...rest }: RowLinkProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      data-row
      className={clsx(
        "font-medium text-accent-ink after:absolute after:inset-0 hover:underline",
        "focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-ink",
        className,
      )}
      {...rest}
    >
      {children}
    </Link>
  );
}
