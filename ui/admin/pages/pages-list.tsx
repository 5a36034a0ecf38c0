import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { PageKind, PageState } from "@/domain/content/page";
import { Button } from "../../kit/form/button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { Moment } from "../../kit/moment";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<PageState, StatusTone> = { draft: "quiet", published: "good", changed: "wait" };

type PagesListProps = {
  pages: {
    id: string;
    kind: PageKind;
    path: string;
    title: string;
    state: PageState;
    savedAt: Date;
    savedBy: string;
    unfilled: number;
  }[];
  locale: string;
  now: Date;
  sort: PlainAction;
};

/** The pages in their order, which a footer that the merchant did not make has too. */
export function PagesList({ pages, locale, now, sort }: PagesListProps) {
  const t = useTranslations();
  return (
    <ol>
      {pages.map(({ id, path, title, state, savedAt, savedBy, unfilled }, index) => (
        <li key={id} className="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line py-2">
          <div className="min-w-48 flex-1">
            <Link
              href={`/admin/pages/${id}`}
              prefetch={false}
              className="font-medium underline-offset-4 wrap-anywhere hover:underline"
            >
              {title}
            </Link>
            <p className="text-ink-soft wrap-anywhere">{path}</p>
          </div>
          <div className="min-w-44">
            <Status tone={TONES[state]}>{t(`admin.pages.state.${state}`)}</Status>
            {unfilled > 0 ? (
              <p className="text-ink-soft">{t("admin.pages.unfilled", { count: unfilled })}</p>
            ) : null}
          </div>
          <p className="min-w-36 text-ink-soft">
            {savedBy} · <Moment at={savedAt} locale={locale} now={now} />
          </p>
          <PlainForm action={sort} className="flex gap-1">
            <input type="hidden" name="id" value={id} />
            <MoveButton direction="up" label={t("admin.pages.up", { title })} isOff={index === 0} />
            <MoveButton
              direction="down"
              label={t("admin.pages.down", { title })}
              isOff={index === pages.length - 1}
            />
          </PlainForm>
        </li>
      ))}
    </ol>
  );
}

type MoveButtonProps = { direction: "up" | "down"; label: string; isOff: boolean };

/** Sends its form with the direction. */
export function MoveButton({ direction, label, isOff }: MoveButtonProps) {
  const Icon = direction === "up" ? ArrowUp : ArrowDown;
  return (
    <Button
      type="submit"
      name="direction"
      value={direction}
      tone="plain"
      size="small"
      aria-label={label}
      disabled={isOff}
      className="min-w-10 px-2"
    >
      <Icon aria-hidden className="size-4" />
    </Button>
  );
}
