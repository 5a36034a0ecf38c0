import { useTranslations } from "next-intl";
import type { CollectionView, Picture as PictureData, ProductTile } from "@/domain/catalog/product";
import type { HomeFact } from "@/domain/content/home";
import { LinkButton } from "../../kit/form/link-button";
import { CollectionRow } from "../collection/collection-row";
import { ProductGrid } from "../collection/product-grid";
import { Picture } from "../product/picture";

export type ShownRow =
  | { kind: "collections"; title: string; collections: CollectionView[] }
  | { kind: "products"; title: string; tiles: ProductTile[]; more: string | null; isNewest: boolean }
  | { kind: "text"; title: string; text: string; picture: PictureData | null }
  | { kind: "facts"; title: string; facts: HomeFact[] };

/** What stands below the opening of the home page, row by row. */
export function HomeRows({ rows, locale }: { rows: ShownRow[]; locale: string }) {
  return (
    <div className="page grid gap-y-20 py-16 lg:gap-y-28 lg:py-24">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the page
        <Row key={index} row={row} locale={locale} />
      ))}
    </div>
  );
}

function Row({ row, locale }: { row: ShownRow; locale: string }) {
  const t = useTranslations();
  switch (row.kind) {
    case "collections":
      return (
        <div id="collections" className="scroll-mt-8">
          <Heading title={row.title} />
          <CollectionRow collections={row.collections} />
        </div>
      );
    case "products":
      return (
        <section aria-label={row.title}>
          <Heading title={row.title} />
          <ProductGrid tiles={row.tiles} locale={locale} hasLeading={row.isNewest} />
          {row.more ? (
            <LinkButton href={row.more} prefetch={false} tone="plain" className="mt-14">
              {t("shop.home.seeEverything")}
            </LinkButton>
          ) : null}
        </section>
      );
    case "text":
      return (
        <section className="grid items-center gap-x-6 gap-y-6 lg:grid-cols-12">
          {row.picture ? (
            <div className="aspect-[4/3] overflow-hidden rounded-picture bg-paper-sunk lg:col-span-7">
              <Picture
                picture={row.picture}
                sizes="(min-width: 96rem) 50rem, (min-width: 64rem) 56vw, 92vw"
                className="size-full object-cover"
              />
            </div>
          ) : null}
          <div className="lg:col-span-4 lg:col-start-9">
            <Heading title={row.title} />
            <p className="max-w-[46ch] text-lead whitespace-pre-line text-ink-soft wrap-anywhere">
              {row.text}
            </p>
          </div>
        </section>
      );
    case "facts":
      return (
        <section>
          <Heading title={row.title} />
          <ul className="grid gap-x-6 gap-y-8 border-t border-line pt-8 md:grid-cols-3">
            {row.facts.map(({ title, text }) => (
              <li key={`${title} ${text}`}>
                <h3 className="font-heading text-lead font-semibold wrap-anywhere">{title}</h3>
                <p className="mt-1 max-w-[38ch] text-ink-soft wrap-anywhere">{text}</p>
              </li>
            ))}
          </ul>
        </section>
      );
  }
}

function Heading({ title }: { title: string }) {
  if (!title) return null;
  return <h2 className="mb-8 font-heading text-title font-semibold wrap-anywhere lg:mb-10">{title}</h2>;
}
