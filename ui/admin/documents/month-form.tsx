import { useTranslations } from "next-intl";
import { Button } from "../../kit/form/button";
import { TextField } from "../../kit/form/field";

/** Which month is shown. Works without JavaScript. */
export function MonthForm({ month }: { month: string }) {
  const t = useTranslations();
  return (
    <form method="get" className="mb-4 flex flex-wrap items-end gap-3">
      <TextField
        type="month"
        name="month"
        size="small"
        label={t("admin.documents.month")}
        defaultValue={month}
        className="w-44"
      />
      <Button type="submit" tone="plain" size="small">
        {t("admin.documents.show")}
      </Button>
    </form>
  );
}
