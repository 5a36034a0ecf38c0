import { useTranslations } from "next-intl";
import { Button } from "../../kit/form/button";
import { SelectField } from "../../kit/form/field";

type TagFilterProps = {
  /** Hidden words of the search, which stays. */
  q: string;
  tag: string;
  tags: string[];
};

/** Shows the customers of one tag; nothing where no customer has any. */
export function TagFilter({ q, tag, tags }: TagFilterProps) {
  const t = useTranslations();
  if (tags.length === 0 && tag === "") return null;
  const listed = tag === "" || tags.includes(tag) ? tags : [tag, ...tags];
  return (
    <form method="get" action="/admin/customers" className="mb-3 flex max-w-sm items-end gap-2">
      {q === "" ? null : <input type="hidden" name="q" value={q} />}
      <SelectField
        label={t("admin.customers.tags.filter")}
        name="tag"
        size="small"
        defaultValue={tag}
        className="min-w-0 flex-1"
      >
        <option value="">{t("admin.customers.tags.all")}</option>
        {listed.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </SelectField>
      <Button type="submit" tone="plain" size="small">
        {t("admin.customers.tags.show")}
      </Button>
    </form>
  );
}
