import Link from "next/link";
import { useTranslations } from "next-intl";
import type { PageKind, PageState } from "@/domain/content/page";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { Moment } from "../../kit/moment";
import { Status, type StatusTone } from "../../kit/status";
import { MoveButtons } from "./move-buttons";

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
            <MoveButtons
              title={title}
              isFirst={index === 0}
              isLast={index === pages.length - 1}
              canRemove={false}
            />
          </PlainForm>
        </li>
      ))}
    </ol>
  );
}
