import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CollectionView } from "@/domain/catalog/product";
import { Keyhole } from "./keyhole";

type ShopFooterProps = { shopName: string; collections: CollectionView[] };

export function ShopFooter({ shopName, collections }: ShopFooterProps) {
  const t = useTranslations();
  return (
    <footer className="mt-auto bg-footer text-on-footer print:hidden">
      <div className="page grid gap-x-8 gap-y-12 pt-16 pb-10 sm:grid-cols-2 lg:grid-cols-12 lg:pt-24">
        <p className="flex items-end gap-4 font-heading text-display font-semibold break-words sm:col-span-2 lg:col-span-7 lg:row-span-2">
          <Keyhole className="mb-[0.08em] h-[0.72em] shrink-0" />
          <span className="min-w-0 break-words">{shopName}</span>
        </p>
        <FooterNav label={t("shop.frame.shop")} className="lg:col-span-3">
          {collections.map((collection) => (
            <FooterLink key={collection.slug} href={`/collections/${collection.slug}`}>
              {collection.title}
            </FooterLink>
          ))}
          <FooterLink href="/collections/all">{t("shop.frame.everything")}</FooterLink>
        </FooterNav>
        <FooterNav label={t("shop.frame.yourVisit")} className="lg:col-span-2">
          <FooterLink href="/search">{t("shop.frame.search")}</FooterLink>
          <FooterLink href="/cart">{t("shop.frame.cart")}</FooterLink>
          <FooterLink href="/withdraw">{t("shop.frame.withdraw")}</FooterLink>
        </FooterNav>
        <p className="max-w-prose text-sm text-on-footer-soft sm:col-span-2 lg:col-span-5 lg:col-start-8">
          {t("shop.frame.payment")}
        </p>
      </div>
    </footer>
  );
}

function FooterNav({
  label,
  className,
  children,
}: {
  label: string;
  className: string;
  children: ReactNode;
}) {
  return (
    <nav aria-label={label} className={className}>
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
        className="inline-flex min-h-9 items-center underline-offset-4 outline-on-footer hover:underline focus-visible:outline-on-footer"
      >
        {children}
      </Link>
    </li>
  );
}
