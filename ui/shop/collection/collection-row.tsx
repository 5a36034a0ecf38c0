import Link from "next/link";
import type { CollectionView } from "@/domain/catalog/product";
import { Picture } from "../product/picture";

/** The collections as doors: a picture and a name each. */
export function CollectionRow({ collections }: { collections: CollectionView[] }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-8 md:gap-x-6 lg:grid-cols-4">
      {collections.map((collection) => (
        <li key={collection.slug} className="group relative">
          <div className="aspect-[4/5] overflow-hidden rounded-picture bg-paper-sunk">
            {collection.picture ? (
              <Picture
                picture={collection.picture}
                isDecorative
                sizes="(min-width: 96rem) 21rem, (min-width: 64rem) 22vw, 45vw"
                className="size-full object-cover transition-transform motion-safe:group-hover:scale-[1.015]"
              />
            ) : null}
          </div>
          <h2 className="mt-3 font-heading text-lead leading-tight font-semibold tracking-tight">
            <Link
              href={`/collections/${collection.slug}`}
              prefetch={false}
              className="underline-offset-4 group-hover:underline after:absolute after:inset-0"
            >
              {collection.title}
            </Link>
          </h2>
        </li>
      ))}
    </ul>
  );
}
