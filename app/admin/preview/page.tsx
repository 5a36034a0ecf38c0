import type { Metadata } from "next";
import { cartCountCookie } from "@/server/cart/cart-cookie";
import { getMenus } from "@/server/content/menus/get-menus";
import { settings } from "@/server/platform/settings/settings";
import { ShopFooter } from "@/ui/shop/frame/shop-footer";
import { ShopHeader } from "@/ui/shop/frame/shop-header";
import { requireAdminOrRedirect } from "../require-admin-or-redirect";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { robots: { index: false } };

/** The shop's frame with the drafts of its menus, for the frames of their editor. */
export default async function PreviewPage() {
  await requireAdminOrRedirect("content.write", "/admin/pages/menus");
  const { header, footer } = await getMenus({ isDraft: true });
  const { name } = settings("shop");
  return (
    <div className="flex min-h-dvh flex-col">
      <ShopHeader shopName={name} links={header} cartCountCookieName={cartCountCookie().name} />
      <main id="content" className="flex-1 pb-24" />
      <ShopFooter shopName={name} groups={footer} />
    </div>
  );
}
