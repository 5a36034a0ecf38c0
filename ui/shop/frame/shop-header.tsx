import clsx from "clsx";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { MenuLink } from "@/domain/content/menu";
import { pluralForms } from "@/messages/plural-forms";
import { SearchIcon } from "../../kit/icons";
import { CartCount } from "../cart/cart-count";
import { SearchForm } from "../search/search-form";
import { HeaderLink } from "./header-link";
import { Keyhole } from "./keyhole";
import { LogoPicture, type ShopLogo } from "./logo-picture";

type ShopHeaderProps = {
  shopName: string;
  logo?: ShopLogo | null;
  links: MenuLink[];
  cartCountCookieName: string;
};

// A longer name is set smaller on a phone, so that it stands there whole.
const LONG_NAME = 12;

/**
 * The name, where to go, the search and the cart. On a narrow screen the collections have a row of their own below the
 * others: search and cart stand here twice, of which one is shown, so that the keyboard goes as the eye does.
 */
export function ShopHeader({ shopName, logo, links, cartCountCookieName }: ShopHeaderProps) {
  const t = useTranslations();
  return (
    <header className="page grid grid-cols-[1fr_auto] items-center gap-x-2 pt-4 sm:gap-x-6 lg:grid-cols-[auto_1fr_auto] lg:gap-x-8 lg:py-6 min-[72rem]:gap-x-12 print:hidden">
      <Link
        href="/"
        prefetch={false}
        className="flex min-h-11 items-center gap-2.5 justify-self-start font-heading font-semibold tracking-tight"
      >
        {logo ? <LogoPicture logo={logo} name={shopName} /> : <NameAndKeyhole name={shopName} />}
      </Link>
      <div className="flex items-center gap-x-3 sm:gap-x-5 lg:hidden">
        <Link
          href="/search"
          prefetch={false}
          className="grid size-11 place-items-center hover:text-accent-ink"
        >
          <SearchIcon className="size-5" />
          <span className="sr-only">{t("shop.frame.search")}</span>
        </Link>
        <CartLink cookieName={cartCountCookieName} />
      </div>
      <nav aria-label={t("shop.frame.collections")} className="header-nav max-lg:col-span-2">
        <ul className="flex gap-x-6 pe-6 whitespace-nowrap lg:gap-x-5 min-[72rem]:gap-x-8">
          {links.map(({ title, href }) => (
            <li key={`${href} ${title}`}>
              <HeaderLink href={href}>{title}</HeaderLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex items-center gap-x-6 max-lg:hidden min-[72rem]:gap-x-8">
        <SearchForm className="w-44 min-[72rem]:w-52" />
        <CartLink cookieName={cartCountCookieName} />
      </div>
    </header>
  );
}

function NameAndKeyhole({ name }: { name: string }) {
  return (
    <>
      <Keyhole className="h-6 shrink-0 text-accent-ink" />
      <span
        className={clsx(
          "leading-tight wrap-anywhere",
          name.length > LONG_NAME ? "text-base sm:text-2xl" : "text-xl min-[22.5rem]:text-2xl",
        )}
      >
        {name}
      </span>
    </>
  );
}

function CartLink({ cookieName }: { cookieName: string }) {
  const t = useTranslations();
  const locale = useLocale();
  const forms = pluralForms(locale, (count) =>
    t.markup("shop.frame.cartCount", { count, figure: () => "#" }),
  );
  return (
    <Link
      href="/cart"
      prefetch={false}
      className="flex min-h-11 min-w-11 items-center justify-end gap-2 font-medium underline-offset-4 hover:underline"
    >
      {t("shop.frame.cart")}
      <CartCount cookieName={cookieName} locale={locale} forms={forms} />
    </Link>
  );
}
