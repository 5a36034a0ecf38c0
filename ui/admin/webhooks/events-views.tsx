import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { EVENT_STATES, type EventCounts, type EventState } from "@/domain/webhooks/views";

type EventsViewsProps = {
  shown: EventState | undefined;
  counts: EventCounts;
  /** A count above it is written as "10,000+". */
  counted: number;
  locale: string;
};

/** The inbox by state, with how many there are of each. */
export function EventsViews({ shown, counts, counted, locale }: EventsViewsProps) {
  const t = useTranslations();
  const number = (count: number) =>
    count > counted ? t("admin.webhooks.more", { count: counted }) : count.toLocaleString(locale);
  const views = [
    { name: t("admin.webhooks.all"), state: undefined, count: null },
    ...EVENT_STATES.map((state) => ({
      name: t(`admin.webhooks.state.${state}`),
      state,
      count: number(counts[state]),
    })),
  ];
  return (
    <nav aria-label={t("admin.webhooks.views")} className="-mx-1 mt-6 mb-1 overflow-x-auto">
      <ul className="flex gap-1 border-b border-line px-1">
        {views.map(({ name, state, count }) => (
          <li key={name}>
            <Link
              href={state ? `/admin/webhooks?state=${state}` : "/admin/webhooks"}
              prefetch={false}
              aria-current={state === shown ? "page" : undefined}
              className={clsx(
                "-mb-px block border-b-2 px-2 py-2 whitespace-nowrap transition-colors",
                state === shown
                  ? "border-accent-ink font-medium text-accent-ink"
                  : "border-transparent text-ink-soft hover:border-line-strong hover:text-ink",
              )}
            >
              {name}
              {count === null ? null : <span className="figures ms-1.5">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
