import Link from "next/link";
import { useTranslations } from "next-intl";
import type { QuoteLine } from "@/domain/cart/quote-line";
import { formatMoney } from "@/domain/money";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { Picture } from "../product/picture";
import { LineNotice } from "./line-notice";
import { QuantityForm } from "./quantity-form";
import { RemoveForm } from "./remove-form";

export type FormAction = PlainAction;

type CartLinesProps = {
  lines: readonly QuoteLine[];
  locale: string;
  timeZone: string;
  setQuantity: FormAction;
  removeLine: FormAction;
};

export function CartLines({ lines, ...rest }: CartLinesProps) {
  return (
    <ul className="mt-8 border-t border-line lg:mt-10">
      {lines.map((line) => (
        <li key={line.variantId} className="border-b border-line py-5 sm:py-6">
          <Line line={line} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function Line({
  line,
  locale,
  timeZone,
  setQuantity,
  removeLine,
}: { line: QuoteLine } & Omit<CartLinesProps, "lines">) {
  const t = useTranslations();
  const name = line.productTitle || t("shop.cart.formerItem");
  return (
    <div className="grid grid-cols-[5.5rem_1fr] gap-x-4 sm:grid-cols-[8rem_1fr_auto] sm:gap-x-6">
      <div className="row-span-2 aspect-square self-start overflow-hidden rounded-picture bg-paper-sunk">
        {line.picture ? (
          <Picture
            picture={line.picture}
            isDecorative
            isEager
            sizes="8rem"
            className="size-full object-cover"
          />
        ) : null}
      </div>
      <div className="min-w-0">
        <h2 className="leading-snug font-medium">
          {line.productSlug ? (
            <Link
              href={`/products/${line.productSlug}/${line.variantSlug}`}
              prefetch={false}
              className="underline-offset-4 hover:underline"
            >
              {name}
            </Link>
          ) : (
            name
          )}
        </h2>
        {line.variantTitle ? <p className="mt-0.5 text-ink-soft">{line.variantTitle}</p> : null}
        {line.notice === "gone" ? null : (
          <p className="figures mt-0.5 text-ink-soft">{formatMoney(line.unitPrice, locale)}</p>
        )}
        <LineNotice line={line} locale={locale} timeZone={timeZone} />
      </div>
      <div className="col-start-2 mt-3 flex flex-wrap items-center gap-x-5 gap-y-1">
        {line.quantity > 0 ? (
          <QuantityForm
            action={setQuantity}
            variantId={line.variantId}
            quantity={line.quantity}
            most={Math.min(line.available, line.limit)}
            labels={{
              field: t("shop.cart.quantity"),
              group: t("shop.cart.quantityOf", { name }),
              less: t("shop.cart.oneLess"),
              more: t("shop.cart.oneMore"),
              update: t("shop.cart.update"),
            }}
          />
        ) : null}
        <RemoveForm action={removeLine} variantId={line.variantId} name={name} />
      </div>
      {line.quantity > 0 ? (
        <p className="figures col-start-2 mt-2 font-medium sm:col-start-3 sm:row-start-1 sm:mt-0 sm:min-w-24 sm:text-end">
          {formatMoney(line.total, locale)}
        </p>
      ) : null}
    </div>
  );
}
