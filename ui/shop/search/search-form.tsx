import clsx from "clsx";
import { useTranslations } from "next-intl";
import { ArrowIcon, SearchIcon } from "../../kit/icons";

type SearchFormProps = { words?: string; isLarge?: boolean; isFocused?: boolean; className?: string };

/** A plain GET form: works before, without and after JavaScript. */
export function SearchForm({ words, isLarge = false, isFocused = false, className }: SearchFormProps) {
  const t = useTranslations();
  return (
    <search className={className}>
      <form
        action="/search"
        className={clsx(
          "relative flex items-center border-b border-line-strong transition-colors focus-within:border-ink hover:border-ink",
          isLarge && "max-w-2xl",
        )}
      >
        <SearchIcon className={clsx("pointer-events-none absolute", isLarge ? "size-6" : "size-4")} />
        <input
          type="search"
          name="q"
          aria-label={t("shop.search.label")}
          placeholder={t("shop.search.placeholder")}
          defaultValue={words}
          // biome-ignore lint/a11y/noAutofocus: on the search page, asked for by the visitor
          autoFocus={isFocused}
          maxLength={120}
          required
          enterKeyHint="search"
          className={clsx(
            "min-w-0 flex-1 bg-transparent [&::-webkit-search-cancel-button]:hidden",
            isLarge ? "min-h-14 ps-10 pe-2 text-lead" : "min-h-10 ps-7",
          )}
        />
        <button
          type="submit"
          aria-label={t("shop.search.submit")}
          className={clsx(
            "grid shrink-0 place-items-center text-ink-soft hover:text-ink",
            isLarge ? "size-12" : "size-9",
          )}
        >
          <ArrowIcon className={isLarge ? "size-6" : "size-4"} />
        </button>
      </form>
    </search>
  );
}
