import type { FieldChange } from "@/domain/catalog/versions/list-changes";
import { formatMoment } from "@/domain/format-time";
import { formatMoney, money } from "@/domain/money";
import { DEFAULT_CLASS, isTaxClass } from "@/domain/tax/classes";
import type { Translate } from "@/messages/messages";

/** What a save changes as lines for people: "Price of Blue / Large: €22.00 → €24.00", "2 pictures added". */
export function describeChanges(changes: FieldChange[], t: Translate, locale: string): string[] {
  const pictures = changes.filter(({ field }) => field === "picture");
  const added = pictures.filter(({ before }) => before === null).length;
  const removed = pictures.length - added;
  return [
    ...changes.filter(({ field }) => field !== "picture").map((change) => sayChange(change, t, locale)),
    ...(added > 0 ? [t("admin.products.versions.picturesAdded", { count: added })] : []),
    ...(removed > 0 ? [t("admin.products.versions.picturesRemoved", { count: removed })] : []),
  ];
}

function sayChange(change: FieldChange, t: Translate, locale: string): string {
  const { field, of, before, after } = change;
  switch (field) {
    case "created":
      return t("admin.products.versions.created");
    case "description":
    case "shipsTo":
    case "pictureOrder":
    case "variantOrder":
    case "variantPicture":
      return t(`admin.products.versions.plain.${field}`, { of: of || t("admin.products.onlyVariant") });
    case "picture":
      // Counted together by the caller.
      return "";
    case "alt":
      return t("admin.products.versions.alt", { after: after || "–" });
    case "more":
      return t("admin.products.versions.more", { count: Number(after) });
    case "variant":
      return before === null
        ? t("admin.products.versions.variantAdded", { of: nameOf(change, t), count: Number(after) })
        : t("admin.products.versions.variantRemoved", { of: nameOf(change, t), count: Number(before) });
    default: {
      const name = t(`admin.products.versions.field.${field}`);
      const values = {
        before: sayValue(change, before, t, locale),
        after: sayValue(change, after, t, locale),
      };
      return of
        ? t("admin.products.versions.ofVariant", { name, of, ...values })
        : t("admin.products.versions.changed", { name, ...values });
    }
  }
}

const nameOf = ({ of }: FieldChange, t: Translate): string => of || t("admin.products.onlyVariant");

function sayValue(
  { field, currency }: FieldChange,
  value: string | null,
  t: Translate,
  locale: string,
): string {
  if (value === null || value === "") return "–";
  if (currency !== undefined) return formatMoney(money(BigInt(value), currency), locale);
  if (field === "isCounted" || field === "requiresShipping" || field === "shipsAlone")
    return t(value === "true" ? "admin.products.versions.yes" : "admin.products.versions.no");
  if (field === "taxClass") return t(`admin.tax.class.${isTaxClass(value) ? value : DEFAULT_CLASS}`);
  if (field === "status") return t(`admin.products.editor.status.${statusOf(value)}`);
  return field === "grams" ? t("admin.products.versions.grams", { grams: Number(value) }) : value;
}

const STATUSES = ["active", "unlisted", "archived"] as const;
const statusOf = (value: string) => STATUSES.find((one) => one === value) ?? "draft";

export type VersionFacts = { number: number; at: Date; cause: string; adminName: string | null };

/** Who saved a version and when, in one line. */
export function sayVersion(
  { number, at, cause, adminName }: VersionFacts,
  t: Translate,
  { locale, timeZone }: { locale: string; timeZone: string },
): string {
  const known = CAUSES.find((one) => one === cause) ?? "before";
  const facts = { number, name: adminName ?? "–", at: formatMoment(at, locale, timeZone) };
  return t(`admin.products.versions.cause.${known}`, facts);
}

const CAUSES = ["edit", "list", "import", "restore", "schedule"] as const;
