import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ProductTile } from "@/domain/catalog/product";
import { Picture } from "./picture";

type RelatedProductsProps = { collection: { slug: string; title: string }; tiles: ProductTile[] };

/**
 * Names and pictures only: the page is kept until its own product changes, so a price of another
 * product could be an old one here.
 */
export function RelatedProducts({ collection, tiles }: RelatedProductsProps) {
  const t = useTranslations();
  if (tiles.length === 0) return null;
  return (
    <section aria-labelledby="related" className="mt-24 lg:mt-36">
      <h2 id="related" className="font-heading text-title font-semibold">
        {t.rich("shop.product.moreFrom", {
          collection: collection.title,
          link: (text) => (
            <Link
              href={`/collections/${collection.slug}`}
              prefetch={false}
              className="underline decoration-line-strong decoration-1 underline-offset-6 hover:decoration-2"
            >
              {text}
            </Link>
          ),
        })}
      </h2>
      <ul className="mt-8 grid grid-cols-2 gap-x-4 gap-y-8 md:gap-x-6 lg:grid-cols-4">
        {tiles.map((tile) => (
          <li key={tile.slug} className="group relative">
            <div className="aspect-square overflow-hidden rounded-picture bg-paper-sunk">
              {tile.picture ? (
                <Picture
                  picture={tile.picture}
                  isDecorative
                  sizes="(min-width: 96rem) 21rem, (min-width: 64rem) 22vw, 45vw"
                  className="size-full object-cover transition-transform motion-safe:group-hover:scale-[1.015]"
                />
              ) : null}
            </div>
            <Link
              href={`/products/${tile.slug}`}
              prefetch={false}
              className="mt-3 line-clamp-3 leading-snug font-medium underline-offset-4 group-hover:underline after:absolute after:inset-0"
            >
              {tile.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
