import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { CollectionView } from "@/domain/catalog/product";
import { pluralForms } from "@/messages/plural-forms";
import { SearchIcon } from "../../kit/icons";
import { CartCount } from "../cart/cart-count";
import { SearchForm } from "../search/search-form";
import { Keyhole } from "./keyhole";

type ShopHeaderProps = { shopName: string; collections: CollectionView[]; cartCountCookieName: string };

// More would not fit next to the name; the footer lists all of them.
const SHOWN_COLLECTIONS = 5;

export function ShopHeader({ shopName, collections, cartCountCookieName }: ShopHeaderProps) {
  const t = useTranslations();
  const locale = useLocale();
  const forms = pluralForms(locale, (count) =>
    t.markup("shop.frame.cartCount", { count, figure: () => "#" }),
  );
  return (
    <header className="page grid grid-cols-[1fr_auto] items-center gap-x-6 pt-4 lg:grid-cols-[auto_1fr_auto] lg:gap-x-12 lg:py-6 print:hidden">
      <Link
        href="/"
        prefetch={false}
        className="flex min-h-11 items-center gap-2.5 justify-self-start font-heading text-2xl font-semibold tracking-tight"
      >
        <Keyhole className="h-6 shrink-0 text-accent-ink" />
        <span className="line-clamp-1 break-all">{shopName}</span>
      </Link>
      <div className="flex items-center gap-x-5 lg:order-last lg:gap-x-8">
        <SearchForm className="hidden w-52 lg:block" />
        <Link
          href="/search"
          prefetch={false}
          className="grid size-11 place-items-center hover:text-accent-ink lg:hidden"
        >
          <SearchIcon className="size-5" />
          <span className="sr-only">{t("shop.frame.search")}</span>
        </Link>
        <Link
          href="/cart"
          prefetch={false}
          className="flex min-h-11 min-w-11 items-center justify-end gap-2 font-medium underline-offset-4 hover:underline"
        >
          {t("shop.frame.cart")}
          <CartCount cookieName={cartCountCookieName} locale={locale} forms={forms} />
        </Link>
      </div>
      <nav
        aria-label={t("shop.frame.collections")}
        className="col-span-2 -mx-gutter overflow-x-auto px-gutter [scrollbar-width:none] lg:col-span-1 lg:mx-0 lg:overflow-visible lg:px-0"
      >
        <ul className="flex gap-x-6 whitespace-nowrap lg:flex-wrap lg:gap-x-8">
          {collections.slice(0, SHOWN_COLLECTIONS).map((collection) => (
            <li key={collection.slug}>
              <NavLink href={`/collections/${collection.slug}`}>{collection.title}</NavLink>
            </li>
          ))}
          <li>
            <NavLink href="/collections/all">{t("shop.frame.everything")}</NavLink>
          </li>
        </ul>
      </nav>
    </header>
  );
}

function NavLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex min-h-11 items-center text-ink-soft underline-offset-6 transition-colors hover:text-ink hover:underline"
    >
      {children}
    </Link>
  );
}
