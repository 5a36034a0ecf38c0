import { useTranslations } from "next-intl";
import type { EntryKind } from "@/domain/stock/movements";
import { Button } from "../../kit/form/button";
import { TextField } from "../../kit/form/field";

/** Where a scanner types, or a person. @param isNext the keyboard's place is here: there is no number to enter yet */
export function CodeForm({ code, what, isNext }: { code: string; what: EntryKind; isNext: boolean }) {
  const t = useTranslations();
  return (
    <form method="get" action="/admin/stock" className="mb-5 flex max-w-xl items-end gap-2">
      <input type="hidden" name="what" value={what} />
      <TextField
        label={t("admin.stock.code.label")}
        name="code"
        type="search"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        defaultValue={code}
        required
        autoFocus={isNext}
        className="min-w-0 flex-1"
      />
      <Button type="submit" tone="plain">
        {t("admin.stock.code.find")}
      </Button>
    </form>
  );
}
