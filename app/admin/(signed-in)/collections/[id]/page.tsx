import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { type CollectionRule, MAX_CONDITIONS, RULE_FIELDS } from "@/domain/catalog/collection-rule";
import { decimalText, money } from "@/domain/money";
import type { Translate } from "@/messages/messages";
import {
  type EditedCollection,
  findForCollection,
  getEditedCollection,
} from "@/server/catalog/collections/list-collections";
import { env } from "@/server/platform/env";
import { CollectionForm } from "@/ui/admin/collections/collection-form";
import { CollectionProducts } from "@/ui/admin/collections/collection-products";
import { PictureChoice } from "@/ui/admin/collections/picture-choice";
import { AdminSearch } from "@/ui/admin/frame/admin-search";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { TextForm } from "@/ui/admin/pages/text-form";
import { PressForm } from "@/ui/kit/form/press-form";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { fill, move, remove, save } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.collections") };
}

type CollectionProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ q?: string | string[] }>;
};

export default async function CollectionPage({ params, searchParams }: CollectionProps) {
  const { id } = await params;
  const { role } = await requireAdminOrRedirect("catalog.read", `/admin/collections/${id}`);
  const { q } = await searchParams;
  const words = typeof q === "string" ? q : "";
  const collection = await getEditedCollection(id);
  if (!collection) notFound();
  const t = await getTranslations();
  const canWrite = isAllowed(role, "catalog.write");
  return (
    <>
      <BackLink href="/admin/collections">{t("admin.frame.page.collections")}</BackLink>
      <AdminTitle>{collection.title}</AdminTitle>
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-8 xl:grid-cols-2">
        {canWrite ? (
          <CollectionForm
            id={id}
            base={collection.version}
            collection={typedOf(collection)}
            limits={{ title: 120, text: 2_000, rows: MAX_CONDITIONS }}
            fields={RULE_FIELDS.map((value) => ({ value, label: t(`admin.collections.field.${value}`) }))}
            pictures={
              <PictureChoice
                name="picture"
                legend={t("admin.collections.picture")}
                none={t("admin.collections.ownPicture")}
                picture={collection.picture}
                pictures={collection.pictures}
              />
            }
            labels={labelsOf(t)}
            action={save}
          />
        ) : null}
        <div className="grid content-start gap-8">
          <Section title={t("admin.collections.products", { count: collection.count })}>
            {collection.rule ? <p className="mb-2 text-ink-soft">{t("admin.collections.ruleSays")}</p> : null}
            <CollectionProducts
              id={id}
              products={collection.products}
              action={canWrite && collection.rule === null ? fill : null}
            />
          </Section>
          {canWrite && collection.rule === null ? (
            <Section title={t("admin.collections.addTitle")} id="add">
              <AdminSearch
                key={words}
                action={`/admin/collections/${id}`}
                label={t("admin.collections.search")}
                placeholder={t("admin.collections.search")}
                words={words}
              />
              <CollectionProducts
                id={id}
                products={await findForCollection(id, words)}
                action={fill}
                isAdding
              />
            </Section>
          ) : null}
          {canWrite ? <Ends collection={collection} /> : null}
        </div>
      </div>
    </>
  );
}

function Ends({ collection: { id, slug, formerSlugs } }: { collection: EditedCollection }) {
  const t = useTranslations();
  const pending = t("admin.pages.pending");
  return (
    <>
      <Section title={t("admin.pages.address.title")}>
        <TextForm
          name="slug"
          value={slug}
          fields={{ id }}
          label={t("admin.collections.address")}
          hint={t("admin.pages.address.hint")}
          submit={t("admin.pages.address.submit")}
          pending={pending}
          action={move}
        />
        {formerSlugs.length > 0 ? (
          <p className="mt-2 text-ink-soft wrap-anywhere">
            {t("admin.pages.address.former", { addresses: formerSlugs.join(", ") })}
          </p>
        ) : null}
        <p className="mt-2">
          <a href={`/collections/${slug}`} className="link">
            {t("admin.pages.address.open")}
          </a>
        </p>
      </Section>
      <Section title={t("admin.collections.delete")}>
        <p className="mb-1.5 text-ink-soft">{t("admin.collections.deleteSentence")}</p>
        <PressForm
          fields={{ id }}
          label={t("admin.collections.delete")}
          pending={pending}
          tone="danger"
          action={remove}
        />
      </Section>
    </>
  );
}

const typedOf = ({ title, description, rule }: EditedCollection) => ({
  ...{ title, description, filling: rule ? rule.match : ("hand" as const) },
  rows: (rule?.conditions ?? []).map((one) => ({ ...one, value: shownValue(one) })),
});

const shownValue = ({ field, value }: CollectionRule["conditions"][number]): string =>
  field === "price_from" || field === "price_to"
    ? decimalText(money(BigInt(value), env().SHOP_CURRENCY))
    : value;

const labelsOf = (t: Translate) => ({
  title: t("admin.collections.form.title"),
  text: t("admin.collections.form.text"),
  filling: t("admin.collections.form.filling"),
  hand: t("admin.collections.form.hand"),
  all: t("admin.collections.form.all"),
  any: t("admin.collections.form.any"),
  rule: t("admin.collections.form.rule"),
  field: t("admin.collections.form.field"),
  value: t("admin.collections.form.value"),
  not: t("admin.collections.form.not"),
  none: t("admin.collections.form.none"),
  preview: t("admin.collections.form.preview"),
  save: t("admin.collections.form.save"),
  overwrite: t("admin.pages.form.overwrite"),
  pending: t("admin.pages.pending"),
});
