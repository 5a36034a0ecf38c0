import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { Quote } from "@/domain/cart/quote";
import { chargeLimitsOf } from "@/domain/checkout/charge-limits";
import { formatMoney } from "@/domain/money";
import { getCart } from "@/server/cart/cart-cookie";
import { quoteCart } from "@/server/cart/quote-cart";
import { listCollections } from "@/server/catalog/read/list-collections";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { getCountedAs } from "@/server/platform/visitor";
import { CartChanged } from "@/ui/shop/cart/cart-changed";
import { CartIsEmpty } from "@/ui/shop/cart/cart-is-empty";
import { CartLines } from "@/ui/shop/cart/cart-lines";
import { CartProblem } from "@/ui/shop/cart/cart-problem";
import { CartSummary } from "@/ui/shop/cart/cart-summary";
import { PageTitle } from "@/ui/shop/frame/page-title";
import { beginCheckout } from "../checkout/actions";
import { clearCart, removeLine, setQuantity } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.cart.title"), robots: { index: false } };
}

type CartProps = { searchParams: Promise<{ problem?: string | string[] }> };

export default async function CartPage({ searchParams }: CartProps) {
  requireSurface("shop");
  const { problem } = await searchParams;
  const t = await getTranslations();
  const contents = await getCart();
  const cart = contents && (await quoteCart(contents, await getCountedAs()));
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.cart.title")}</PageTitle>
      <CartProblem problem={problem} limits={limits()} />
      <CartChanged itemCount={cart?.itemCount ?? 0} />
      {cart && cart.lines.length > 0 ? (
        <FilledCart cart={cart} />
      ) : (
        <CartIsEmpty collections={await listCollections()} />
      )}
    </div>
  );
}

function limits() {
  const { SHOP_CURRENCY, SHOP_LOCALE } = env();
  const { min, max } = chargeLimitsOf(SHOP_CURRENCY);
  return { least: formatMoney(min, SHOP_LOCALE), most: formatMoney(max, SHOP_LOCALE) };
}

function FilledCart({ cart }: { cart: Quote }) {
  const { SHOP_LOCALE, SHOP_TIME_ZONE, CHECKOUT_UI } = env();
  return (
    <div className="max-w-4xl">
      <CartLines
        lines={cart.lines}
        locale={SHOP_LOCALE}
        timeZone={SHOP_TIME_ZONE}
        setQuantity={setQuantity}
        removeLine={removeLine}
      />
      <CartSummary
        cart={cart}
        locale={SHOP_LOCALE}
        checkoutUi={CHECKOUT_UI}
        beginCheckout={beginCheckout}
        clearCart={clearCart}
      />
    </div>
  );
}
