import { useTranslations } from "next-intl";
import { isSentTo } from "@/domain/cart/refuse-shipping";
import { STRIPE_COUNTRIES } from "@/domain/shipping/countries";
import type { RefusedRate, ShippingAnswer } from "@/domain/shipping/options";
import { Button } from "../../../kit/form/button";
import { SelectField, TextField } from "../../../kit/form/field";
import { amountText, arrivalText, gramsText, type ShippingFormat } from "./shipping-format";

/** What was typed, as it was typed. */
export type TestedAddress = Record<"country" | "postalCode" | "region" | "sum" | "weight", string>;

type Restricted = { title: string; shipsTo: string[]; shipsAlone: boolean };

type AddressTestProps = {
  typed: TestedAddress;
  /** Null: nothing was asked yet. */
  answer: ShippingAnswer | "unread" | null;
  /** Products that are not sent everywhere, or not with others. */
  restricted: Restricted[];
  format: ShippingFormat;
};

/** What a shopper at an address would be offered, and why not the other rates. */
export function AddressTest({ typed, answer, restricted, format }: AddressTestProps) {
  const t = useTranslations();
  const names = new Intl.DisplayNames(format.locale, { type: "region" });
  const countries = STRIPE_COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code })).toSorted(
    (one, other) => one.name.localeCompare(other.name, format.locale),
  );
  return (
    <>
      <p className="mb-3 max-w-prose text-ink-soft">{t("admin.shipping.test.sentence")}</p>
      <form action="#test" method="get" className="grid gap-4">
        <div className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-3">
          <SelectField
            name="country"
            size="small"
            label={t("admin.shipping.test.country")}
            defaultValue={typed.country}
          >
            {countries.map(({ code, name }) => (
              <option key={code} value={code} translate="no">
                {name}
              </option>
            ))}
          </SelectField>
          {(["postalCode", "region"] as const).map((field) => (
            <TextField
              key={field}
              name={field}
              size="small"
              maxLength={60}
              autoComplete="off"
              label={t(`admin.shipping.test.${field}`)}
              defaultValue={typed[field]}
            />
          ))}
          {(["sum", "weight"] as const).map((field) => (
            <TextField
              key={field}
              name={field}
              size="small"
              inputMode="decimal"
              maxLength={16}
              autoComplete="off"
              label={t(`admin.shipping.test.${field}`, {
                unit: field === "sum" ? format.currency.toUpperCase() : format.unit,
              })}
              defaultValue={typed[field]}
            />
          ))}
        </div>
        <Button type="submit" size="small" tone="plain" className="justify-self-start">
          {t("admin.shipping.test.button")}
        </Button>
      </form>
      {answer === "unread" ? (
        <p role="status" className="mt-4 text-signal">
          {t("admin.shipping.test.unread")}
        </p>
      ) : null}
      {answer !== null && answer !== "unread" ? (
        <Answer answer={answer} restricted={restricted} format={format} />
      ) : null}
    </>
  );
}

type AnswerProps = { answer: ShippingAnswer; restricted: Restricted[]; format: ShippingFormat };

function Answer({ answer, restricted, format }: AnswerProps) {
  const t = useTranslations();
  const { zone, options, refused } = answer;
  return (
    <div role="status" className="mt-4 grid gap-3">
      <p className="font-medium">
        {zone ? t("admin.shipping.test.zone", { zone: zone.name }) : t("admin.shipping.test.noZone")}
      </p>
      {zone && options.length === 0 ? (
        <p className="text-signal">{t("admin.shipping.test.noOption")}</p>
      ) : null}
      <ul className="grid gap-2">
        {options.map((option) => (
          <li key={option.id} className="border-s-3 border-dot-good ps-3">
            {t("admin.shipping.test.option", {
              name: option.name,
              price: amountText(option.amountMinor, format),
              dates: arrivalText(option.arrives, format),
              isPickup: String(option.kind === "pickup"),
              place: option.place,
              isMissing: String(option.missingMinor !== null),
              missing: amountText(option.missingMinor ?? 0n, format),
            })}
          </li>
        ))}
      </ul>
      <Restrictions zone={zone} restricted={restricted} />
      {refused.length > 0 ? (
        <>
          <p className="font-medium">{t("admin.shipping.test.others")}</p>
          <ul className="grid gap-1 text-ink-soft">
            {refused.map((rate) => (
              <li key={`${rate.zone}/${rate.name}`} className="wrap-anywhere">
                <Why rate={rate} format={format} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

/** Which products are not sent there, and which with no other. */
function Restrictions({ zone, restricted }: { zone: ShippingAnswer["zone"]; restricted: Restricted[] }) {
  const t = useTranslations();
  const kept = restricted.filter(({ shipsTo }) => !isSentTo(shipsTo, zone));
  const alone = restricted.filter((product) => product.shipsAlone && !kept.includes(product));
  const named = (products: Restricted[]) => products.map(({ title }) => title).join(", ");
  return (
    <>
      {kept.length > 0 ? <p>{t("admin.shipping.test.notSent", { products: named(kept) })}</p> : null}
      {alone.length > 0 ? <p>{t("admin.shipping.test.alone", { products: named(alone) })}</p> : null}
    </>
  );
}

function Why({ rate, format }: { rate: RefusedRate; format: ShippingFormat }) {
  const t = useTranslations();
  const { zone, name, reason } = rate;
  if (!("upTo" in rate)) return t(`admin.shipping.test.why.${rate.reason}`, { zone, name });
  const limit = reason === "too_heavy" ? gramsText(rate.upTo, format) : amountText(rate.upTo, format);
  return t(`admin.shipping.test.why.${rate.reason}`, { zone, name, limit });
}
