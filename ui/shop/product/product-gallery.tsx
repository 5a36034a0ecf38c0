import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { Picture as PictureData, ProductView, VariantView } from "@/domain/catalog/product";
import { GalleryThumb } from "./gallery-thumb";
import { Picture } from "./picture";

type ProductGalleryProps = { product: ProductView; variant: VariantView };

/** The pictures side by side, one at a time; a swipe, the keyboard or a thumb moves on. Needs no JavaScript. */
export function ProductGallery({ product, variant }: ProductGalleryProps) {
  const t = useTranslations();
  const pictures = inOrder(product.pictures, variant.picture);
  const [first] = pictures;
  if (!first) return <div className="aspect-square rounded-picture bg-paper-sunk lg:col-span-7" />;
  return (
    <section aria-label={t("shop.product.pictures")} className="min-w-0 lg:col-span-7">
      {/* Another variant starts at its own picture again. */}
      <ul
        key={first.source}
        tabIndex={pictures.length > 1 ? 0 : undefined}
        className="-mx-gutter flex snap-x snap-mandatory gap-2 overflow-x-auto [scrollbar-width:none] sm:mx-0 sm:rounded-picture"
      >
        {pictures.map((picture, index) => (
          <li
            key={picture.source}
            id={`picture-${index + 1}`}
            className={clsx(
              "aspect-square w-full shrink-0 scroll-mt-40 snap-start bg-paper-sunk sm:rounded-picture",
              // On a phone, where there are no thumbs, the next one looks in from the side.
              pictures.length > 1 && "max-sm:w-[91%]",
            )}
          >
            <Picture
              picture={picture}
              isFirst={index === 0}
              sizes="(min-width: 96rem) 50rem, (min-width: 64rem) 52vw, 100vw"
              className="size-full object-cover sm:rounded-picture"
            />
          </li>
        ))}
      </ul>
      {pictures.length > 1 ? (
        <ul className="mt-3 flex flex-wrap gap-2 max-sm:hidden">
          {pictures.map((picture, index) => (
            <li key={picture.source}>
              <GalleryThumb
                target={`picture-${index + 1}`}
                label={t("shop.product.picture", { number: index + 1, alt: picture.alt })}
              >
                <Picture picture={picture} isDecorative sizes="5rem" className="size-full object-cover" />
              </GalleryThumb>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** The chosen variant's picture first, the others as the shop has ordered them. */
function inOrder(pictures: PictureData[], chosen: PictureData | null): PictureData[] {
  if (!chosen) return pictures;
  return [chosen, ...pictures.filter(({ source }) => source !== chosen.source)];
}
