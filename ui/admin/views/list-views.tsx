import clsx from "clsx";
import Link from "next/link";
import { useLocale } from "next-intl";
import { MAX_COUNTED } from "@/domain/saved-views";

export type ReadyView = {
  href: string;
  name: string;
  /** How many rows it has, up to MAX_COUNTED; left out where they are not counted. */
  count?: number;
  /** Each of its rows waits for someone. */
  isWork?: boolean;
};

/** The ready-made views of a list, each with how many rows it has. */
export function ListViews({ label, views, here }: { label: string; views: ReadyView[]; here: string }) {
  return (
    <nav aria-label={label} className="-mx-1 overflow-x-auto">
      <ul className="flex gap-1 border-b border-line px-1">
        {views.map((view) => (
          <View key={view.href} {...view} isHere={view.href === here} />
        ))}
      </ul>
    </nav>
  );
}

function View({ href, name, count = 0, isWork = false, isHere }: ReadyView & { isHere: boolean }) {
  const locale = useLocale();
  const figure = new Intl.NumberFormat(locale).format(Math.min(count, MAX_COUNTED - 1));
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        aria-current={isHere ? "page" : undefined}
        className={clsx(
          "-mb-px block border-b-2 px-2 py-2 whitespace-nowrap transition-colors",
          isHere
            ? "border-accent-ink font-medium text-accent-ink"
            : "border-transparent text-ink-soft hover:border-line-strong hover:text-ink",
        )}
      >
        {name}{" "}
        {count > 0 ? (
          <span
            className={clsx(
              "figures ms-1.5 rounded-full px-1.5 text-xs",
              isWork ? "bg-accent-wash text-accent-ink" : "bg-paper-sunk",
            )}
          >
            {count < MAX_COUNTED ? figure : `${figure}+`}
          </span>
        ) : null}
      </Link>
    </li>
  );
}
