import { useTranslations } from "next-intl";
import type { ImportRow } from "@/domain/catalog/imports/import";
import type { FieldChange } from "@/domain/catalog/versions/list-changes";
import { formatMoney, money } from "@/domain/money";
import { DEFAULT_CLASS, isTaxClass } from "@/domain/tax/classes";
import type { Translate } from "@/messages/messages";

const SHOWN = 12;

/** What changes of a product, old → new; what is lost in red; why it is refused. */
export function ChangeList({ row, locale }: { row: ImportRow; locale: string }) {
  const t = useTranslations();
  const changes = row.changes.filter(({ field }) => field !== "created");
  return (
    <ul className="grid gap-0.5">
      {row.removals.map((name) => (
        <li key={name} className="text-signal">
          {t("admin.imports.change.lost", { name })}
        </li>
      ))}
      {changes.slice(0, SHOWN).map((change) => (
        <li key={`${change.field} ${change.of} ${change.after}`}>
          <Change change={change} locale={locale} t={t} />
        </li>
      ))}
      {changes.length > SHOWN ? (
        <li className="text-ink-soft">{t("admin.imports.change.more", { count: changes.length - SHOWN })}</li>
      ) : null}
      {row.notes.map(({ line, reason }) => (
        <li key={`${line} ${reason}`} className={row.outcome === "refused" ? "text-signal" : "text-ink-soft"}>
          {t("admin.imports.change.note", { line, reason })}
        </li>
      ))}
    </ul>
  );
}

function Change({ change, locale, t }: { change: FieldChange; locale: string; t: Translate }) {
  const { field, of, before, after } = change;
  const name = t(`admin.imports.change.field.${field}`);
  if (field === "more") return t("admin.imports.change.more", { count: Number(after) });
  if (before === null && after === null) return name;
  return (
    <>
      <span className="text-ink-soft">{of ? t("admin.imports.change.of", { of, name }) : name} </span>
      {before === null || before === "" ? null : (
        <>
          <del className="text-ink-soft">{valueText(change, before, locale, t)}</del>{" "}
        </>
      )}
      <span aria-hidden>→ </span>
      {after === null || after === "" ? (
        <span className="text-signal">{t("admin.imports.change.nothing")}</span>
      ) : (
        <ins className="no-underline">{valueText(change, after, locale, t)}</ins>
      )}
    </>
  );
}

function valueText({ field, currency }: FieldChange, value: string, locale: string, t: Translate): string {
  if (currency && /^\d+$/.test(value)) return formatMoney(money(BigInt(value), currency), locale);
  if (field === "isCounted" || field === "requiresShipping" || field === "shipsAlone")
    return t(value === "true" ? "admin.exports.yes" : "admin.exports.no");
  if (field === "taxClass") return t(`admin.tax.class.${isTaxClass(value) ? value : DEFAULT_CLASS}`);
  if (field === "variant") return t("admin.imports.change.units", { count: Number(value) });
  return value;
}
