import { useTimeZone, useTranslations } from "next-intl";
import type { TriedCart } from "@/domain/discounts/views";
import { formatMoney, money } from "@/domain/money";
import { Button } from "../../kit/form/button";
import { SelectField, TextField } from "../../kit/form/field";
import { Notice } from "../../kit/notice";
import { describeRefusal } from "../../shop/discounts/describe-refusal";

export const TRIED_ROWS = 3;
export type TryQuery = { words: string[]; units: string[]; country: string; shipping: string };

type TryCartProps = {
  path: string;
  query: TryQuery;
  countries: { code: string; name: string }[];
  /** null: nothing was tried yet. */
  tried: TriedCart | null;
  currency: string;
  locale: string;
  now: Date;
};

/** A cart to try a discount with: an ordinary form whose answer is the page. */
export function TryCart({ path, query, countries, tried, ...where }: TryCartProps) {
  const t = useTranslations();
  return (
    <div className="grid gap-4">
      <form action={path} method="get" className="grid gap-3">
        {Array.from({ length: TRIED_ROWS }, (_, index) => (
          <div key={String(index)} className="grid grid-cols-[minmax(0,1fr)_5rem] items-end gap-2">
            <TextField
              name={`p${index}`}
              size="small"
              maxLength={200}
              autoComplete="off"
              label={t("admin.discounts.try.product", { place: index + 1 })}
              defaultValue={query.words[index]}
            />
            <TextField
              name={`n${index}`}
              size="small"
              inputMode="numeric"
              maxLength={2}
              autoComplete="off"
              label={t("admin.discounts.try.units")}
              defaultValue={query.units[index] || "1"}
            />
          </div>
        ))}
        <div className="grid grid-cols-2 gap-2">
          <SelectField
            name="country"
            size="small"
            label={t("admin.discounts.try.country")}
            defaultValue={query.country}
          >
            <option value="">{t("admin.discounts.try.noCountry")}</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={code} translate="no">
                {name}
              </option>
            ))}
          </SelectField>
          <TextField
            name="shipping"
            size="small"
            inputMode="decimal"
            maxLength={20}
            autoComplete="off"
            label={t("admin.discounts.try.shipping")}
            defaultValue={query.shipping}
          />
        </div>
        <Button type="submit" tone="plain" size="small" className="justify-self-start">
          {t("admin.discounts.try.submit")}
        </Button>
      </form>
      {tried ? <Outcome tried={tried} {...where} /> : null}
    </div>
  );
}

type OutcomeProps = { tried: TriedCart; currency: string; locale: string; now: Date };

function Outcome({ tried, currency, locale, now }: OutcomeProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const { lines, unknown, subtotalMinor, outcome } = tried;
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const off = outcome.allocations.reduce(
    (sum, { variantId, amountMinor }) => (variantId === null ? sum : sum + amountMinor),
    0n,
  );
  const row = "flex justify-between gap-4 border-b border-line py-1.5";
  return (
    <div role="status" className="grid gap-3">
      {unknown.length > 0 ? (
        <Notice tone="wait" title={t("admin.discounts.try.unknown", { words: unknown.join(" · ") })} />
      ) : null}
      {lines.length > 0 ? (
        <ul>
          {lines.map(({ variantId, title, quantity, totalMinor }) => (
            <li key={variantId} className={row}>
              <span className="wrap-anywhere">
                {quantity} × {title}
              </span>
              <span className="figures">{amount(totalMinor)}</span>
            </li>
          ))}
          {outcome.allocations.map(({ discountId, code, label, variantId, amountMinor }) => (
            <li key={`${discountId} ${variantId}`} className={`${row} text-accent-ink`}>
              <span className="wrap-anywhere">
                {code ? `${code} · ` : ""}
                {t("admin.discounts.try.off", {
                  ...{ label, where: variantId === null ? "shipping" : "line" },
                  line: lines.find((line) => line.variantId === variantId)?.title ?? "",
                })}
              </span>
              <span className="figures">−{amount(amountMinor)}</span>
            </li>
          ))}
          <li className="flex justify-between gap-4 py-1.5 font-medium">
            <span>{t("admin.discounts.try.goods")}</span>
            <span className="figures">{amount(subtotalMinor - off)}</span>
          </li>
        </ul>
      ) : null}
      {outcome.refused.map((refusal) => (
        <Notice
          key={refusal.code}
          tone="wait"
          title={`${refusal.code}: ${describeRefusal(refusal, t, { currency, locale, timeZone, now })}`}
        />
      ))}
      {lines.length > 0 && outcome.allocations.length === 0 && outcome.refused.length === 0 ? (
        <p className="text-ink-soft">{t("admin.discounts.try.nothing")}</p>
      ) : null}
    </div>
  );
}
