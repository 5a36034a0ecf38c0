import type { Translate } from "@/messages/messages";

export const findTexts = (t: Translate) => ({
  texts: {
    open: t("admin.find.open"),
    title: t("admin.find.title"),
    placeholder: t("admin.find.placeholder"),
    nothing: t("admin.find.nothing"),
    failed: t("admin.find.failed"),
    hint: t("admin.find.hint"),
  },
  kinds: {
    places: t("admin.find.kind.places"),
    orders: t("admin.find.kind.orders"),
    products: t("admin.find.kind.products"),
    customers: t("admin.find.kind.customers"),
  },
});
