import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { isShippingFree } from "@/domain/cart/discount-lines";
import type { Quote } from "@/domain/cart/quote";
import type { QuoteLine } from "@/domain/cart/quote-line";
import { refuseShipping } from "@/domain/cart/refuse-shipping";
import { chargeLimitsOf } from "@/domain/checkout/charge-limits";
import type { CheckoutDetails } from "@/domain/checkout/details";
import { formatMoney } from "@/domain/money";
import { isUuid } from "@/domain/uuid";
import type { Translate } from "@/messages/messages";
import { cartCountCookie, getCart, getEmptied } from "@/server/cart/cart-cookie";
import { getDetails } from "@/server/cart/details-cookie";
import { quoteCart } from "@/server/cart/quote-cart";
import { listCollections } from "@/server/catalog/read/list-collections";
import { listPolicies } from "@/server/content/pages/get-page";
import { getPriceNote } from "@/server/content/price-note";
import { env, shopLocale, shopTimeZone } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { getCountedAs, hasVisitor } from "@/server/platform/visitor";
import { likelyCountry, shippingFromTo, shippingShop } from "@/server/settings/shipping-shop";
import { PlainForm } from "@/ui/kit/form/sending/action-form";
import { CartChanged } from "@/ui/shop/cart/cart-changed";
import { CartIsEmpty } from "@/ui/shop/cart/cart-is-empty";
import { CartLines } from "@/ui/shop/cart/cart-lines";
import { CartProblem } from "@/ui/shop/cart/cart-problem";
import { CartSummary } from "@/ui/shop/cart/cart-summary";
import { CodeSection } from "@/ui/shop/discounts/code-section";
import { PageTitle } from "@/ui/shop/frame/page-title";
import { PriceNote } from "@/ui/shop/product/price-note";
import { CartShipping } from "@/ui/shop/shipping/cart-shipping";
import { refusalText } from "@/ui/shop/shipping/refusal-text";
import { openDetails } from "../checkout/details/actions";
import { changeCode, clearCart, removeLine, restoreCart, setQuantity } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.cart.title"), robots: { index: false } };
}

type CartProps = { searchParams: Promise<Record<"problem" | "of" | "added", string | string[] | undefined>> };

export default async function CartPage({ searchParams }: CartProps) {
  requireSurface("shop");
  const { problem, of, added } = await searchParams;
  const t = await getTranslations();
  const contents = await getCart();
  const countedAs = await getCountedAs();
  const told = await getDetails();
  const codes = told?.codes ?? [];
  const cart = contents && (await quoteCart(contents, countedAs, { codes }));
  // Adding sets cookies, and this request has brought none of them.
  const keepsNone = added !== undefined && contents === null && !(await hasVisitor());
  const shown = keepsNone ? "cookies" : problem;
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.cart.title")}</PageTitle>
      <CartProblem
        problem={shown}
        limits={limits()}
        line={typeof of === "string" ? await findLine(cart, of, countedAs) : null}
      />
      <CartChanged itemCount={cart?.itemCount ?? 0} cookieName={cartCountCookie().name} />
      {cart && cart.lines.length > 0 ? (
        <FilledCart
          cart={cart}
          told={told}
          problem={problem}
          policies={await listPolicies()}
          note={<PriceNote {...(await getPriceNote())} isSent={cart.requiresShipping} />}
        />
      ) : (
        <CartIsEmpty
          collections={await listCollections()}
          restore={(await getEmptied()) ? restoreCart : null}
        />
      )}
    </div>
  );
}

/** A line of the cart, or of what was not put into it. */
async function findLine(cart: Quote | null, variantId: string, countedAs: string): Promise<QuoteLine | null> {
  const line = cart?.lines.find((present) => present.variantId === variantId);
  if (line || !isUuid(variantId)) return line ?? null;
  const alone = { key: "", lines: [{ variantId, quantity: 1, seenMinor: 0n }] };
  return (await quoteCart(alone, countedAs)).lines[0] ?? null;
}

/** What sending the cart begins with, where it is likely to go, and what of it cannot be sent. */
function shippingOf(cart: Quote, told: CheckoutDetails | null, t: Translate) {
  const country = likelyCountry(told?.country);
  const place = { country, postalCode: told?.postalCode ?? "", region: told?.region ?? "" };
  const refusals = refuseShipping(cart.lines, shippingShop().zones, place);
  const from = cart.requiresShipping ? shippingFromTo(cart.goods, country) : null;
  return {
    country,
    from: from && isShippingFree(cart.discounts) ? { ...from, amountMinor: 0n, missingMinor: null } : from,
    refusal: refusalText(refusals, country, t, shopLocale()),
  };
}

function limits() {
  const { SHOP_CURRENCY } = env();
  const { min, max } = chargeLimitsOf(SHOP_CURRENCY);
  return { least: formatMoney(min, shopLocale()), most: formatMoney(max, shopLocale()) };
}

type FilledCartProps = {
  cart: Quote;
  /** Earlier, in this browser. */
  told: CheckoutDetails | null;
  problem: string | string[] | undefined;
  policies: { title: string; href: string }[];
  note: ReactNode;
};

function FilledCart({ cart, told, problem, policies, note }: FilledCartProps) {
  const codes = told?.codes ?? [];
  const t = useTranslations();
  return (
    <div className="max-w-4xl">
      <CartLines
        lines={cart.lines}
        locale={shopLocale()}
        timeZone={shopTimeZone()}
        setQuantity={setQuantity}
        removeLine={removeLine}
      />
      <CartSummary
        cart={cart}
        locale={shopLocale()}
        openDetails={openDetails}
        clearCart={clearCart}
        codes={
          <PlainForm action={changeCode}>
            <CodeSection cart={cart} codes={codes} locale={shopLocale()} now={new Date()} problem={problem} />
          </PlainForm>
        }
        shipping={
          <CartShipping
            {...shippingOf(cart, told, t)}
            currency={cart.totals.subtotal.currency}
            locale={shopLocale()}
          />
        }
        policies={policies}
        note={note}
      />
    </div>
  );
}
