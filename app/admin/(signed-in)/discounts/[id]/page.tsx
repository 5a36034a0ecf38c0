import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { typedOf } from "@/domain/discounts/read-discount";
import { MAX_PREFIX, MAX_SINGLE_CODES } from "@/domain/discounts/single-codes";
import type { EditedDiscount } from "@/domain/discounts/views";
import { decimalText, money } from "@/domain/money";
import { findForDiscount, getDiscount } from "@/server/discounts/admin/list-discounts";
import { shopLocale } from "@/server/platform/env";
import { CodesForm } from "@/ui/admin/discounts/codes-form";
import { describeDiscount } from "@/ui/admin/discounts/describe-discount";
import { DiscountForm } from "@/ui/admin/discounts/discount-form";
import { discountLabels } from "@/ui/admin/discounts/discount-labels";
import { DiscountStatus } from "@/ui/admin/discounts/discount-status";
import { TargetList } from "@/ui/admin/discounts/target-list";
import { UsesList } from "@/ui/admin/discounts/uses-list";
import { AdminSearch } from "@/ui/admin/frame/admin-search";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { PressForm } from "@/ui/kit/form/press-form";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { save } from "../actions";
import { archive, choose, makeCodes } from "./actions";
import { Trying } from "./trying";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.discounts") };
}

type DiscountProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DiscountPage({ params, searchParams }: DiscountProps) {
  const { id } = await params;
  const { role } = await requireAdminOrRedirect("catalog.read", `/admin/discounts/${id}`);
  const query = await searchParams;
  const words = typeof query.q === "string" ? query.q : "";
  const discount = await getDiscount(id);
  if (!discount) notFound();
  const t = await getTranslations();
  const locale = shopLocale();
  const canWrite = isAllowed(role, "catalog.write");
  const path = `/admin/discounts/${id}`;
  const collections = discount.collections.filter(({ isChosen }) => isChosen);
  const goods = discount.ofAllGoods
    ? null
    : {
        collections: collections.map(({ title }) => title),
        products: discount.products.map(({ title }) => title),
      };
  return (
    <>
      <BackLink href="/admin/discounts">{t("admin.frame.page.discounts")}</BackLink>
      <AdminTitle aside={<DiscountStatus state={discount.state} />}>{discount.name}</AdminTitle>
      <p className="mt-2 max-w-prose text-base">{describeDiscount(discount, goods, t, locale)}</p>
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-8 xl:grid-cols-2">
        {canWrite ? (
          <DiscountForm
            id={id}
            base={discount.version}
            discount={typedOf({ ...discount, collectionIds: collections.map((one) => one.id) }, (minor) =>
              decimalText(money(minor, discount.currency)),
            )}
            collections={discount.collections}
            labels={discountLabels(t)}
            action={save}
          />
        ) : null}
        <div className="grid content-start gap-8">
          <Trying id={id} path={path} query={query} currency={discount.currency} />
          {discount.method === "codes" ? <Codes discount={discount} canWrite={canWrite} /> : null}
          {discount.ofAllGoods ? null : (
            <Section title={t("admin.discounts.goods.title")} id="goods">
              <TargetList
                id={id}
                products={discount.products}
                step="remove"
                action={canWrite ? choose : null}
              />
              {canWrite ? (
                <>
                  <AdminSearch
                    key={words}
                    action={path}
                    label={t("admin.collections.search")}
                    placeholder={t("admin.collections.search")}
                    words={words}
                  />
                  <TargetList
                    id={id}
                    products={await findForDiscount(id, words)}
                    step="add"
                    action={choose}
                  />
                </>
              ) : null}
            </Section>
          )}
          <Section title={t("admin.discounts.uses.title", { count: discount.used })}>
            {discount.uses.length === 0 ? (
              <p className="text-ink-soft">{t("admin.discounts.uses.none")}</p>
            ) : (
              <UsesList uses={discount.uses} locale={locale} now={new Date()} />
            )}
          </Section>
          {canWrite ? <End discount={discount} /> : null}
        </div>
      </div>
    </>
  );
}

function Codes({ discount: { id, codes, used }, canWrite }: { discount: EditedDiscount; canWrite: boolean }) {
  const t = useTranslations();
  return (
    <Section title={t("admin.discounts.codes.title")}>
      <p className="mb-3 text-ink-soft">{t("admin.discounts.codes.sentence", { codes, used })}</p>
      {canWrite && codes > 0 ? (
        <p className="mb-3">
          <a href={`/admin/discounts/${id}/codes`} download className="link">
            {t("admin.discounts.codes.download")}
          </a>
        </p>
      ) : null}
      {canWrite ? (
        <CodesForm
          id={id}
          requestId={randomUUID()}
          labels={{
            count: t("admin.discounts.codes.count"),
            countHint: t("admin.discounts.codes.countHint", { most: MAX_SINGLE_CODES }),
            prefix: t("admin.discounts.codes.prefix"),
            prefixHint: t("admin.discounts.codes.prefixHint", { letters: MAX_PREFIX }),
            submit: t("admin.discounts.codes.submit"),
            pending: t("admin.pages.pending"),
          }}
          action={makeCodes}
        />
      ) : null}
    </Section>
  );
}

function End({ discount: { id, state } }: { discount: EditedDiscount }) {
  const t = useTranslations();
  const isArchived = state === "archived";
  return (
    <Section title={t("admin.discounts.end.title")}>
      <p className="mb-1.5 text-ink-soft">{t("admin.discounts.end.sentence")}</p>
      <PressForm
        key={state}
        fields={{ id, isArchived: isArchived ? "" : "on" }}
        label={t(isArchived ? "admin.discounts.end.restore" : "admin.discounts.end.archive")}
        pending={t("admin.pages.pending")}
        action={archive}
      />
    </Section>
  );
}
