import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import {
  differingValues,
  type Picture as PictureData,
  type ProductView,
  type VariantView,
  variantPictured,
} from "@/domain/catalog/product";
import { GalleryThumb } from "./gallery-thumb";
import { Picture } from "./picture";

type ProductGalleryProps = { product: ProductView; variant: VariantView };

/**
 * The pictures side by side, one at a time; a swipe, the keyboard or a thumb moves on. Needs no JavaScript. What shows
 * another variant than the chosen one says which, and chooses it.
 */
export function ProductGallery({ product, variant }: ProductGalleryProps) {
  const t = useTranslations();
  const pictures = inOrder(product.pictures, variant.picture);
  const [first] = pictures;
  if (!first) return <div className="aspect-square rounded-picture bg-paper-sunk md:col-span-7" />;
  return (
    <section aria-label={t("shop.product.pictures")} className="min-w-0 md:col-span-7">
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
              // Not all of a phone's height: what it is, what it costs and which one are to be seen as well.
              "relative aspect-square max-h-[52svh] w-full shrink-0 scroll-mt-40 snap-start bg-paper-sunk sm:rounded-picture md:max-h-none",
              // On a phone, where there are no thumbs, the next one looks in from the side.
              pictures.length > 1 && "max-sm:w-[91%]",
            )}
          >
            <Picture
              picture={picture}
              isFirst={index === 0}
              sizes="(min-width: 96rem) 50rem, (min-width: 48rem) 52vw, 100vw"
              className="size-full object-cover sm:rounded-picture"
            />
            <ChoosePictured product={product} variant={variant} picture={picture} />
          </li>
        ))}
      </ul>
      {pictures.length > 1 ? (
        <ul className="mt-3 flex flex-wrap gap-2 max-sm:hidden print:hidden">
          {pictures.map((picture, index) => (
            <li key={picture.source}>
              <GalleryThumb
                target={`picture-${index + 1}`}
                isFirst={index === 0}
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

/** The keyboard has the choices themselves, so it does not stop here. */
function ChoosePictured({ product, variant, picture }: ProductGalleryProps & { picture: PictureData }) {
  const t = useTranslations();
  const pictured = variantPictured(product, variant, picture);
  if (!pictured) return null;
  return (
    <Link
      href={`/products/${product.slug}/${pictured.slug}`}
      prefetch={false}
      replace
      scroll={false}
      tabIndex={-1}
      className="absolute end-3 bottom-3 inline-flex min-h-11 items-center rounded-control border border-line-strong bg-paper px-4 text-sm font-medium hover:border-ink hover:bg-paper-raised print:hidden"
    >
      {t("shop.product.choosePictured", { variant: differingValues(pictured, variant).join(", ") })}
    </Link>
  );
}

/** The chosen variant's picture first, the others as the shop has ordered them. */
function inOrder(pictures: PictureData[], chosen: PictureData | null): PictureData[] {
  if (!chosen) return pictures;
  return [chosen, ...pictures.filter(({ source }) => source !== chosen.source)];
}
