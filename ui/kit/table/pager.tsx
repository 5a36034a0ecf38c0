import { ArrowLeft, ArrowRight } from "lucide-react";
import { LinkButton } from "../form/link-button";

type PagerProps = {
  /** What the two directions are called: "Newer" and "Older", or "Back" and "Next". */
  names: { back: string; next: string };
  backHref: string | null;
  nextHref: string | null;
};

export function Pager({ names, backHref, nextHref }: PagerProps) {
  if (!backHref && !nextHref) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-between gap-4">
      {backHref ? (
        <LinkButton href={backHref} prefetch={false} tone="plain" size="small" data-page="back">
          <ArrowLeft aria-hidden className="size-4" /> {names.back}
        </LinkButton>
      ) : (
        <span />
      )}
      {nextHref ? (
        <LinkButton href={nextHref} prefetch={false} tone="plain" size="small" data-page="next">
          {names.next} <ArrowRight aria-hidden className="size-4" />
        </LinkButton>
      ) : null}
    </nav>
  );
}
