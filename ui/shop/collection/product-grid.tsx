import clsx from "clsx";
import type { ProductTile as Tile } from "@/domain/catalog/product";
import { ProductTile } from "./product-tile";

type ProductGridProps = {
  tiles: Tile[];
  locale: string;
  /** The first tile takes four cells. */
  hasLeading?: boolean;
  /** The grid is what the page opens with: its first pictures are not lazy. */
  isFirstOnPage?: boolean;
  heading?: "h2" | "h3";
};

const SIZES = "(min-width: 96rem) 21rem, (min-width: 64rem) 22vw, (min-width: 48rem) 30vw, 45vw";
const LEADING_SIZES = "(min-width: 96rem) 44rem, (min-width: 48rem) 60vw, 92vw";
const EAGER_TILES = 4;

export function ProductGrid({
  tiles,
  locale,
  hasLeading = false,
  isFirstOnPage = false,
  heading = "h3",
}: ProductGridProps) {
  const canLead = hasLeading && tiles.length > 4;
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-9 md:grid-cols-3 md:gap-x-6 lg:grid-cols-4 lg:gap-y-14">
      {tiles.map((tile, index) => {
        const isLeading = canLead && index === 0;
        return (
          <li key={tile.slug} className={clsx(isLeading && "col-span-2 md:row-span-2")}>
            <ProductTile
              tile={tile}
              locale={locale}
              heading={heading}
              isLeading={isLeading}
              sizes={isLeading ? LEADING_SIZES : SIZES}
              isFirst={isFirstOnPage && index === 0}
              isEager={isFirstOnPage && index < EAGER_TILES}
            />
          </li>
        );
      })}
    </ul>
  );
}
