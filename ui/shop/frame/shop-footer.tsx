import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { MenuGroup } from "@/domain/content/menu";
import { Keyhole } from "./keyhole";

type ShopFooterProps = {
  shopName: string;
  groups: MenuGroup[] /** Who sells, in short; null: nothing was entered. */;
  seller: string | null;
  /** What all prices include and what comes on top. */
  priceNote: ReactNode;
};

export function ShopFooter({ shopName, groups, seller, priceNote }: ShopFooterProps) {
  const t = useTranslations();
  return (
    <footer className="mt-auto bg-footer text-on-footer print:hidden">
      <div className="page grid gap-x-8 gap-y-12 pt-16 pb-10 sm:grid-cols-2 lg:grid-cols-12 lg:pt-24">
        <p className="flex items-end gap-4 font-heading text-display font-semibold break-words sm:col-span-2 lg:col-span-7">
          <Keyhole className="mb-[0.08em] h-[0.72em] shrink-0" />
          <span className="min-w-0 break-words">{shopName}</span>
        </p>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-8 gap-y-10 sm:col-span-2 lg:col-span-5">
          {groups.map(({ title, links }) => (
            <FooterNav key={title} label={title}>
              {links.map((link) => (
                <FooterLink key={`${link.href} ${link.title}`} href={link.href}>
                  {link.title}
                </FooterLink>
              ))}
            </FooterNav>
          ))}
          <FooterNav label={t("shop.frame.yourVisit")}>
            <FooterLink href="/search">{t("shop.frame.search")}</FooterLink>
            <FooterLink href="/cart">{t("shop.frame.cart")}</FooterLink>
            <FooterLink href="/withdraw">{t("shop.frame.withdraw")}</FooterLink>
          </FooterNav>
          <div className="col-span-full grid max-w-prose gap-2 text-sm text-on-footer-soft">
            <p>{priceNote}</p>
            <p>{t("shop.frame.payment")}</p>
            {seller === null ? null : <p className="wrap-anywhere">{seller}</p>}
          </div>
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
