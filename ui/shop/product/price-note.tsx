import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { PriceTax } from "@/domain/catalog/price-tax";

type PriceNoteProps = {
  tax: PriceTax;
  /** The page about shipping; null: there is none to lead to. */
  shippingHref: string | null;
  /** It is a thing that is sent, or one of several prices of which some are. */
  isSent?: boolean;
  /** One sentence for all prices of a page, in place of a note to one of them. */
  isForAll?: boolean;
};

/** "incl. VAT, plus shipping": what the law wants next to a price. Nothing where there is nothing to say. */
export function PriceNote({ tax, shippingHref, isSent = true, isForAll = false }: PriceNoteProps) {
  const t = useTranslations();
  if (tax.kind === "off" && !isSent) return null;
  return t.rich(isForAll ? "shop.priceNote.all" : "shop.priceNote.one", {
    tax: tax.kind,
    sentence: tax.kind === "exempt" ? tax.sentence : "",
    sent: isSent ? "yes" : "no",
    link: (text: ReactNode) =>
      shippingHref === null ? (
        text
      ) : (
        <Link href={shippingHref} prefetch={false} className="underline underline-offset-4">
          {text}
        </Link>
      ),
  });
}
