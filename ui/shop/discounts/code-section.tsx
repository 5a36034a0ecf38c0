import { useTimeZone, useTranslations } from "next-intl";
import type { Quote } from "@/domain/cart/quote";
import { MAX_CODE_LENGTH, MAX_CODES } from "@/domain/discounts/discount";
import { Button } from "../../kit/form/button";
import { TextField } from "../../kit/form/field";
import { describeRefusal } from "./describe-refusal";

type CodeSectionProps = {
  cart: Quote;
  /** As they were told. */
  codes: readonly string[];
  locale: string;
  now: Date;
  /** What prevented a code from being looked up. */
  problem: string | string[] | undefined;
};

const PROBLEMS = ["codes", "codes_full"] as const;

/** The field for a code, and each code with what it does or why it does not apply. It stands in the form of its page. */
export function CodeSection({ cart, codes, locale, now, problem }: CodeSectionProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const { currency } = cart.totals.subtotal;
  const { applied, refused } = cart.discounts;
  const found = PROBLEMS.find((name) => name === problem);
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
        <TextField
          // Empty again after each code.
          key={codes.join()}
          label={t("shop.discount.code")}
          name="code"
          maxLength={MAX_CODE_LENGTH}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="done"
          size="medium"
        />
        <Button type="submit" name="intent" value="update" tone="plain">
          {t("shop.discount.apply")}
        </Button>
      </div>
      {found ? (
        <p role="alert" className="text-sm text-signal">
          {t(`shop.discount.${found}`, { most: MAX_CODES })}
        </p>
      ) : null}
      <ul aria-live="polite" className="grid gap-2 empty:hidden">
        {applied
          .filter(({ code }) => code !== null)
          .map(({ code }) => (
            <Code key={code} code={code ?? ""} remove={t("shop.discount.remove", { code: code ?? "" })}>
              <span className="text-accent-ink">{t("shop.discount.applied")}</span>
            </Code>
          ))}
        {refused.map((refusal) => (
          <Code
            key={refusal.code}
            code={refusal.code}
            remove={t("shop.discount.remove", { code: refusal.code })}
          >
            <span className="text-signal">
              {describeRefusal(refusal, t, { currency, locale, timeZone, now })}
            </span>
          </Code>
        ))}
      </ul>
    </div>
  );
}

type CodeProps = { code: string; remove: string; children: React.ReactNode };

function Code({ code, remove, children }: CodeProps) {
  const t = useTranslations();
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 text-sm">
      <code translate="no" className="font-medium wrap-anywhere">
        {code}
      </code>
      {children}
      <button
        type="submit"
        name="remove"
        value={code}
        aria-label={remove}
        className="ms-auto min-h-8 text-ink-soft underline underline-offset-4 hover:text-ink"
      >
        {t("shop.discount.removeOne")}
      </button>
    </li>
  );
}
