import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ProductTile as Tile } from "@/domain/catalog/product";
import { Picture } from "../product/picture";
import { Price } from "../product/price";
import { UnitPrice } from "../product/unit-price";

type ProductTileProps = {
  tile: Tile;
  locale: string;
  sizes: string;
  /** Fills the height of its grid cell with the picture. */
  isLeading?: boolean;
  isFirst?: boolean;
  isEager?: boolean;
  heading?: "h2" | "h3";
};

/** The picture, a name, a price. All of it leads to the product; one link, so that the keyboard stops once. */
export function ProductTile({
  tile,
  locale,
  sizes,
  isLeading,
  isFirst,
  isEager,
  heading = "h3",
}: ProductTileProps) {
  const t = useTranslations();
  const Heading = heading;
  return (
    <article className="group relative flex h-full flex-col">
      <div
        className={clsx(
          "aspect-square overflow-hidden rounded-picture bg-paper-sunk",
          isLeading && "md:aspect-auto md:min-h-0 md:flex-1",
          !tile.isAvailable && "opacity-60",
        )}
      >
        {tile.picture ? (
          <Picture
            picture={tile.picture}
            sizes={sizes}
            isDecorative
            {...(isFirst ? { isFirst } : {})}
            {...(isEager ? { isEager } : {})}
            className={clsx(
              "size-full object-cover transition-transform motion-safe:group-hover:scale-[1.015]",
            )}
          />
        ) : null}
      </div>
      <div className={clsx("mt-3", isLeading && "md:flex md:items-baseline md:justify-between md:gap-6")}>
        <Heading className="leading-snug font-medium">
          <Link
            href={`/products/${tile.slug}`}
            prefetch={false}
            className="line-clamp-3 underline-offset-4 group-hover:underline after:absolute after:inset-0"
          >
            {tile.title}
          </Link>
        </Heading>
        <p className="mt-0.5 text-ink-soft">
          <Price price={tile.price} prior={tile.prior} isFrom={tile.hasSeveralPrices} locale={locale} />
          {tile.unitPrice ? (
            <span className="block text-sm">
              <UnitPrice unitPrice={tile.unitPrice} locale={locale} />
            </span>
          ) : null}
          {tile.isAvailable ? null : (
            <span className="whitespace-nowrap"> · {t("shop.collection.soldOut")}</span>
          )}
        </p>
      </div>
    </article>
  );
}
