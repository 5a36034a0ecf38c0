import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CollectionView } from "@/domain/catalog/product";
import { Keyhole } from "./keyhole";

type ShopFooterProps = {
  shopName: string;
  collections: CollectionView[];
  /** What the merchant wrote: imprint, terms and the like. */
  pages: { title: string; href: string }[];
};

export function ShopFooter({ shopName, collections, pages }: ShopFooterProps) {
  const t = useTranslations();
  return (
    <footer className="mt-auto bg-footer text-on-footer print:hidden">
      <div className="page grid gap-x-8 gap-y-12 pt-16 pb-10 sm:grid-cols-2 lg:grid-cols-12 lg:pt-24">
        <p className="flex items-end gap-4 font-heading text-display font-semibold break-words sm:col-span-2 lg:col-span-7">
          <Keyhole className="mb-[0.08em] h-[0.72em] shrink-0" />
          <span className="min-w-0 break-words">{shopName}</span>
        </p>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-8 gap-y-10 sm:col-span-2 lg:col-span-5">
          <FooterNav label={t("shop.frame.shop")}>
            {collections.map((collection) => (
              <FooterLink key={collection.slug} href={`/collections/${collection.slug}`}>
                {collection.title}
              </FooterLink>
            ))}
            <FooterLink href="/collections/all">{t("shop.frame.everything")}</FooterLink>
          </FooterNav>
          <FooterNav label={t("shop.frame.yourVisit")}>
            <FooterLink href="/search">{t("shop.frame.search")}</FooterLink>
            <FooterLink href="/cart">{t("shop.frame.cart")}</FooterLink>
            <FooterLink href="/withdraw">{t("shop.frame.withdraw")}</FooterLink>
          </FooterNav>
          {pages.length > 0 ? (
            <FooterNav label={t("shop.frame.about")}>
              {pages.map(({ title, href }) => (
                <FooterLink key={href} href={href}>
                  {title}
                </FooterLink>
              ))}
            </FooterNav>
          ) : null}
          <p className="col-span-full max-w-prose text-sm text-on-footer-soft">{t("shop.frame.payment")}</p>
        </div>
      </div>
    </footer>
  );
}

function FooterNav({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label}>
      <p className="text-sm text-on-footer-soft">{label}</p>
      <ul className="mt-2">{children}</ul>
    </nav>
  );
}

function FooterLink({ href, children }: { href: string; children: string }) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        className="inline-flex min-h-9 items-center wrap-anywhere underline-offset-4 outline-on-footer hover:underline focus-visible:outline-on-footer"
      >
        {children}
      </Link>
    </li>
  );
}
