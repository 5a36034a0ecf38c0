import { ArrowLeft, ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "../form/link-button";

type PagerProps = {
  /** What the two directions are called: "Newer" and "Older", or "Back" and "Next". */
  names: { back: string; next: string };
  backHref: string | null;
  nextHref: string | null;
};

export function Pager({ names, backHref, nextHref }: PagerProps) {
  const t = useTranslations();
  if (!backHref && !nextHref) return null;
  return (
    <nav aria-label={t("kit.pager.label")} className="mt-4 flex justify-between gap-4">
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
