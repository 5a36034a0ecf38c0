import clsx from "clsx";
import { Bookmark } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { MAX_SAVED_VIEWS, type SavedView } from "@/domain/saved-views";
import { ViewForm, type ViewFormState } from "./view-form";

type SavedViewsProps = {
  /** The list's address for a filter. */
  href: (filter: Record<string, string>) => string;
  /** The filter that is shown, without what a view does not keep. */
  filter: Record<string, string>;
  /** What is searched for and not kept; "": nothing. */
  unkept?: string;
  /** Addresses that the list has views for anyway. */
  readyMade: readonly string[];
  views: SavedView[];
  keep: (state: ViewFormState, form: FormData) => Promise<ViewFormState>;
};

/** The person's own views, and the way to keep what is shown as one, to rename it and to delete it. */
export function SavedViews({ href, filter, unkept = "", readyMade, views, keep }: SavedViewsProps) {
  const t = useTranslations();
  const shown = href(filter);
  const here = views.find((view) => href(view.filter) === shown);
  const canSave = here !== undefined || (!readyMade.includes(shown) && views.length < MAX_SAVED_VIEWS);
  if (views.length === 0 && !canSave) return null;
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 text-sm">
      {views.length > 0 ? (
        <nav aria-label={t("admin.views.label")} className="min-w-0">
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {views.map(({ id, name, filter: kept }) => (
              <li key={id} className="max-w-60">
                <Link
                  href={href(kept)}
                  prefetch={false}
                  aria-current={id === here?.id && unkept === "" ? "page" : undefined}
                  className={clsx(
                    "flex items-center gap-1 hover:underline",
                    id === here?.id ? "font-medium text-accent-ink" : "text-ink-soft hover:text-ink",
                  )}
                >
                  <Bookmark aria-hidden className="size-3.5 shrink-0" />
                  <span className="truncate">{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {canSave ? (
        <details key={here?.id ?? shown} className="min-w-0">
          <summary className="link w-fit cursor-pointer">
            {t(here ? "admin.views.change" : "admin.views.save")}
          </summary>
          <ViewForm
            view={here ? { id: here.id, name: here.name } : null}
            fields={Object.entries(filter).filter(([, value]) => value !== "")}
            labels={{
              name: t("admin.views.name"),
              hint: unkept === "" ? null : t("admin.views.noSearch"),
              save: t("admin.views.submit"),
              rename: t("admin.views.rename"),
              delete: t("admin.views.delete"),
              question: t("admin.views.question", { name: here?.name ?? "" }),
              consequence: t("admin.views.consequence"),
              keep: t("admin.views.keep"),
            }}
            action={keep}
          />
        </details>
      ) : null}
    </div>
  );
}
