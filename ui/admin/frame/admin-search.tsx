import clsx from "clsx";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "../../kit/form/button";
import { controlClass } from "../../kit/form/input";

type AdminSearchProps = { label: string; placeholder: string; words: string } & (
  | { action: string }
  /** For words that name people: they stay out of addresses, which logs and histories keep. */
  | { search: (form: FormData) => Promise<void> }
);

/** One search box; `/` leads to it. */
export function AdminSearch({ label, placeholder, words, ...target }: AdminSearchProps) {
  const t = useTranslations();
  return (
    <search className="mt-4 mb-3 block">
      <form
        {...("search" in target ? { action: target.search } : { action: target.action, method: "get" })}
        className="flex max-w-xl gap-2"
      >
        <div className="relative flex-1">
          <Search
            aria-hidden
            className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-ink-soft"
          />
          <input
            id="admin-search"
            type="search"
            name="q"
            aria-label={label}
            aria-keyshortcuts="/"
            placeholder={placeholder}
            defaultValue={words}
            maxLength={200}
            className={clsx(controlClass("small"), "ps-8")}
          />
        </div>
        <Button type="submit" tone="plain" size="small">
          {t("admin.frame.search")}
        </Button>
      </form>
    </search>
  );
}
