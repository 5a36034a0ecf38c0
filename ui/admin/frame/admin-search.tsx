import clsx from "clsx";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "../../kit/form/button";
import { controlClass } from "../../kit/form/input";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";

const FORM = "flex max-w-xl gap-2";

type BoxProps = {
  label: string;
  placeholder: string;
  words: string;
  /** What else is sent along. */
  fields?: Record<string, string>;
};
type AdminSearchProps = BoxProps &
  (
    | { action: string }
    /** For words that name people: they stay out of addresses, which logs and histories keep. */
    | { search: PlainAction }
  );

/** One search box; `/` leads to it. */
export function AdminSearch({ label, placeholder, words, fields = {}, ...target }: AdminSearchProps) {
  const box = { label, placeholder, words, fields };
  return (
    <search className="mt-4 mb-3 block">
      {"search" in target ? (
        <PlainForm action={target.search} className={FORM}>
          <Box {...box} />
        </PlainForm>
      ) : (
        <form action={target.action} method="get" className={FORM}>
          <Box {...box} />
        </form>
      )}
    </search>
  );
}

function Box({ label, placeholder, words, fields = {} }: BoxProps) {
  const t = useTranslations();
  return (
    <>
      {Object.entries(fields).map(([name, value]) =>
        value === "" ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
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
    </>
  );
}
