import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { percentOff } from "@/domain/catalog/price-reduction";
import { findAlternative, optionChoices, type ProductView, type VariantView } from "@/domain/catalog/product";
import { formatTime } from "@/domain/format-time";
import { formatMoney } from "@/domain/money";
import { Price } from "../price";
import { UnitPrice } from "../unit-price";
import { type AddAction, AddToCart } from "./add-to-cart";
import { BuyBar } from "./buy-bar";
import { ShownVariant } from "./keep-choice";
import { OptionChoices } from "./option-choices";

type ProductBuyProps = {
  product: ProductView;
  variant: VariantView;
  locale: string;
  timeZone: string;
  action: AddAction;
  /** What the price includes and what comes on top. */
  note: ReactNode;
  /** What sending it begins with. */
  shipping: ReactNode;
};

// Above this a title in large type would push the price out of sight.
const LONG_TITLE = 45;

/** What it is, what it costs, which one, and the button. */
export function ProductBuy({ product, variant, locale, timeZone, action, note, shipping }: ProductBuyProps) {
  const t = useTranslations();
  const [collection] = product.collections;
  return (
    <section aria-label={t("shop.product.buy")}>
      {collection ? (
        <p className="text-sm text-ink-soft">
          <Link
            href={`/collections/${collection.slug}`}
            prefetch={false}
            className="inline-flex min-h-8 items-center underline-offset-4 hover:text-ink hover:underline"
          >
            {collection.title}
          </Link>
        </p>
      ) : null}
      <h1
        className={clsx(
          "mt-1 font-heading font-semibold",
          product.title.length > LONG_TITLE ? "text-2xl leading-tight tracking-tight" : "text-title",
        )}
      >
        {product.title}
      </h1>
      {product.vendor ? (
        <p className="mt-2 text-ink-soft">{t("shop.product.by", { vendor: product.vendor })}</p>
      ) : null}
      <p className="mt-5 text-lead">
        <Price price={variant.price} prior={variant.prior} locale={locale} />
      </p>
      <p className="mt-1 text-sm text-ink-soft">
        {variant.unitPrice ? (
          <>
            <UnitPrice unitPrice={variant.unitPrice} locale={locale} />
            {" · "}
          </>
        ) : null}
        {note}
      </p>
      {variant.prior ? (
        <p className="text-sm text-ink-soft">
          {t.rich("shop.product.price.prior", {
            prior: formatMoney(variant.prior, locale),
            percent: percentOff(variant.price, variant.prior),
            amount: (text) => <span className="figures">{text}</span>,
          })}
        </p>
      ) : null}
      {shipping}
      {product.optionNames.length > 0 ? (
        <div className="mt-7 grid gap-6">
          {optionChoices(product, variant).map(({ name, choices }, index) => (
            <OptionChoices
              key={name}
              id={`option-${index + 1}`}
              productSlug={product.slug}
              name={name}
              choices={choices}
            />
          ))}
        </div>
      ) : null}
      <SoldOutNote product={product} variant={variant} />
      <BuyBar name={nameOf(product, variant)}>
        <AddToCart
          key={variant.id}
          action={action}
          variantId={variant.id}
          isAvailable={variant.isAvailable}
          labels={{
            quantity: t("shop.product.quantity"),
            oneLess: t("shop.cart.oneLess"),
            oneMore: t("shop.cart.oneMore"),
            viewCart: t("shop.product.viewCart"),
            inYourCart: t("shop.product.inYourCart"),
            noCookies: t("shop.cart.problem.cookies"),
            nothingAdded: t("shop.cart.nothingAdded"),
          }}
        >
          {variant.isAvailable
            ? t.rich("shop.product.addToCart", {
                price: formatMoney(variant.price, locale),
                amount: (text) => <span className="figures opacity-80">{text}</span>,
              })
            : variant.heldUntil
              ? t("shop.product.held", { time: formatTime(variant.heldUntil, locale, timeZone) })
              : t("shop.product.soldOut")}
        </AddToCart>
      </BuyBar>
      <ShownVariant
        variant={t("shop.product.shown", {
          variant: nameOf(product, variant),
          price: formatMoney(variant.price, locale),
          state: variant.isAvailable ? "in_stock" : variant.heldUntil ? "held" : "sold_out",
        })}
      />
    </section>
  );
}

/** The choice in words, as "Clay, 25 cl"; of a product without options its title. */
const nameOf = ({ title }: ProductView, { optionValues }: VariantView) => optionValues.join(", ") || title;

/** Which combination is sold out, and which one like it is not. */
function SoldOutNote({ product, variant }: Pick<ProductBuyProps, "product" | "variant">) {
  const t = useTranslations();
  const other = variant.isAvailable ? undefined : findAlternative(product, variant);
  if (!other) return null;
  return (
    <p className="mt-6 text-ink-soft">
      {variant.heldUntil
        ? null
        : `${t("shop.product.combinationSoldOut", { variant: nameOf(product, variant) })} `}
      {t.rich("shop.product.combinationInStock", {
        variant: nameOf(product, other),
        link: (text) => (
          <Link
            href={`/products/${product.slug}/${other.slug}`}
            prefetch={false}
            replace
            scroll={false}
            className="link"
          >
            {text}
          </Link>
        ),
      })}
    </p>
  );
}
