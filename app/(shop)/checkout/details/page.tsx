import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { Quote } from "@/domain/cart/quote";
import { homeOf } from "@/domain/tax/places";
import { vatPrefixOf } from "@/domain/tax/treatment";
import { readVatId } from "@/domain/tax/vat-id";
import { getCart } from "@/server/cart/cart-cookie";
import { getDetailsOrGuess } from "@/server/cart/details-cookie";
import { quoteCart } from "@/server/cart/quote-cart";
import { listPolicies } from "@/server/content/pages/get-page";
import { env, shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { requireSurface } from "@/server/platform/surface";
import { getCountedAs } from "@/server/platform/visitor";
import { countriesShippedTo } from "@/server/settings/shipping-shop";
import { DetailsPage, type DetailsTax } from "@/ui/shop/checkout/details/details-page";
import { sendDetails } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.checkout.details.title"), robots: { index: false } };
}

type DetailsProps = { searchParams: Promise<Record<"problem", string | string[] | undefined>> };

export default async function CheckoutDetailsPage({ searchParams }: DetailsProps) {
  requireSurface("shop");
  const { problem } = await searchParams;
  const contents = await getCart();
  if (!contents || contents.lines.length === 0) redirect("/cart");
  const details = await getDetailsOrGuess();
  const cart = await quoteCart(contents, await getCountedAs(), { details });
  // There is said what has changed.
  if (cart.hasNotices || cart.itemCount === 0) redirect("/cart?problem=changed");
  if (cart.plan.kind === "free") redirect("/checkout/free");
  return (
    <DetailsPage
      cart={cart}
      details={details}
      countries={countriesShippedTo()}
      locale={shopLocale()}
      checkoutUi={env().CHECKOUT_UI}
      action={sendDetails}
      policies={await listPolicies()}
      asksNote={settings("shipping").asksNote}
      problem={problem}
      now={new Date()}
      tax={detailsTax(cart, details.vatId)}
    />
  );
}

/** What the page says of the tax; null while it is off. */
function detailsTax({ buyer }: Quote, typed: string): DetailsTax | null {
  const { isOn, isViesOn, homeCountry, smallBusinessSentence } = settings("tax");
  if (!isOn) return null;
  const home = homeOf(homeCountry);
  const read = typed === "" ? null : readVatId(typed, vatPrefixOf(home));
  const state = buyer === null || buyer.vatIdState === "none" ? "unchecked" : buyer.vatIdState;
  return {
    home: home.country,
    sentence: smallBusinessSentence,
    vatId: read && ("fault" in read ? read.fault : isViesOn ? state : "off"),
  };
}
