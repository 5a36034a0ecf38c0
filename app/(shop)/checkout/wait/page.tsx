import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getCart } from "@/server/cart/cart-cookie";
import { makeChallenge, WAIT_SECONDS } from "@/server/checkout/proof-of-work";
import { requireSurface } from "@/server/platform/surface";
import { ProofOfWork } from "@/ui/shop/checkout/proof-of-work";
import { PageTitle } from "@/ui/shop/frame/page-title";
import { beginCheckout } from "../actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.checkout.wait.title"), robots: { index: false } };
}

type WaitProps = { searchParams: Promise<{ ui?: string | string[]; shown?: string | string[] }> };

/** Between the cart and the checkout while too many checkouts are asked for: the browser works for a second and goes on. */
export default async function WaitPage({ searchParams }: WaitProps) {
  requireSurface("shop");
  if (!(await getCart())) redirect("/cart");
  const { ui, shown } = await searchParams;
  const t = await getTranslations();
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.checkout.wait.title")}</PageTitle>
      <ProofOfWork
        action={beginCheckout}
        challenge={makeChallenge()}
        fields={{ ui: textOf(ui), shown: textOf(shown) }}
        texts={{
          working: t("shop.checkout.wait.working"),
          waiting: t("shop.checkout.wait.waiting", { seconds: WAIT_SECONDS }),
          goOn: t("shop.checkout.wait.goOn"),
        }}
      />
    </div>
  );
}

const textOf = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);
