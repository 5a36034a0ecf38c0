import Link from "next/link";
import { useTranslations } from "next-intl";
import type { EntryKind } from "@/domain/stock/movements";
import type { StockVariant } from "@/domain/stock/views";
import { Empty } from "../../kit/table/empty";
import { Thumb } from "../../kit/table/thumb";

type FoundVariantsProps = { code: string; what: EntryKind; found: StockVariant[] };

/** Several variants of one code or word, to choose from; or none. */
export function FoundVariants({ code, what, found }: FoundVariantsProps) {
  const t = useTranslations();
  if (found.length === 0)
    return (
      <div role="alert">
        <Empty title={t("admin.stock.code.none", { code })}>{t("admin.stock.code.noneSentence")}</Empty>
      </div>
    );
  return (
    <div className="max-w-xl">
      <p className="mb-2">{t("admin.stock.code.several", { count: found.length })}</p>
      <ul className="border-t border-line">
        {found.map(({ id, picture, productTitle, variantTitle, sku, onHand, isCounted }) => (
          <li key={id} className="border-b border-line">
            <Link
              href={`/admin/stock?${new URLSearchParams({ variant: id, what })}`}
              prefetch={false}
              className="flex min-h-11 items-center gap-3 py-2 hover:bg-paper-sunk"
            >
              <Thumb picture={picture} />
              <span className="min-w-0 flex-1 wrap-anywhere">
                <span className="block font-medium text-accent-ink">
                  {[productTitle, variantTitle].filter(Boolean).join(", ")}
                </span>
                {sku ? <span className="block text-xs text-ink-soft">{sku}</span> : null}
              </span>
              <span className="figures text-ink-soft">
                {isCounted ? t("admin.stock.code.onHand", { onHand }) : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
