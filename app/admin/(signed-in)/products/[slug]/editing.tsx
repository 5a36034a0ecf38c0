import { getTranslations } from "next-intl/server";
import { editorOf } from "@/domain/catalog/editor/editor-of";
import type { EditorProduct } from "@/server/catalog/edit/get-editor";
import { listCollectionNames } from "@/server/catalog/list/list-collection-names";
import { listMakers } from "@/server/catalog/makers/list-makers";
import { env, shopLocale, shopTimeZone } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { EditorForm } from "@/ui/admin/products/editor/editor-form";
import { editorLabels } from "@/ui/admin/products/editor/editor-labels";
import type { VariantNotes } from "@/ui/admin/products/editor/editor-state";
import { reductionNote } from "@/ui/admin/products/editor/law/reduction-note";
import { PICTURES_FORM } from "@/ui/admin/products/editor/pictures-form";
import { PressForm } from "@/ui/kit/form/press-form";
import { Section } from "@/ui/kit/table/section";
import { duplicate, remove, save } from "../editor/actions";

type EditingProps = {
  product: EditorProduct;
  /** The version that was just saved: the form is then made again. A form that is answered stays the one it was. */
  saved: number | undefined;
};

/** The form of a product, and the one of its pictures for browsers without JavaScript. */
export async function Editing({ product, saved }: EditingProps) {
  const t = await getTranslations();
  const collections = (await listCollectionNames()).map(({ title }) => title);
  const shop = { locale: shopLocale(), timeZone: shopTimeZone() };
  const notes: VariantNotes = Object.fromEntries(
    product.variants.map(({ id, onHand }) => {
      const { reserved = 0, lines = 0 } = product.use.get(id) ?? {};
      return [
        id,
        {
          onHand: t("admin.products.editor.onHand", { count: onHand, reserved }),
          href: `/admin/stock/${id}`,
          reduction: reductionNote(product.reductions.get(id), t, shop),
          removal: t("admin.products.editor.removal", { count: onHand, lines }),
        },
      ];
    }),
  );
  return (
    <>
      <EditorForm
        key={saved ?? 0}
        fields={editorOf(product, collections, settings("shipping").zones)}
        notes={notes}
        origin={env().APP_ORIGIN}
        labels={editorLabels(t)}
        makers={await listMakers()}
        action={save}
      />
      <form id={PICTURES_FORM} method="post" encType="multipart/form-data" action="/admin/products/pictures">
        <input type="hidden" name="id" value={product.id} />
      </form>
    </>
  );
}

/** What is done with the product as a whole; deleting is offered only where no order mentions it. */
export async function Whole({ product }: { product: EditorProduct }) {
  const t = await getTranslations();
  const { id, slug, title, use } = product;
  const isOrdered = [...use.values()].some(({ lines, reserved }) => lines > 0 || reserved > 0);
  return (
    <Section title={t("admin.products.editor.canDelete")}>
      <div className="grid gap-6 text-sm sm:grid-cols-2">
        <div className="grid content-start justify-items-start gap-2">
          <p className="text-ink-soft">{t("admin.products.editor.duplicateHint")}</p>
          <PressForm
            fields={{ id, slug }}
            label={t("admin.products.editor.duplicate")}
            pending={t("admin.products.editor.duplicating")}
            action={duplicate}
          />
        </div>
        <div className="grid content-start justify-items-start gap-2">
          <p className="text-ink-soft">
            {t(isOrdered ? "admin.products.editor.ordered" : "admin.products.editor.deleteHint")}
          </p>
          {isOrdered ? null : (
            <details>
              <summary className="link mb-2 w-fit cursor-pointer">
                {t("admin.products.editor.deleteThis")}
              </summary>
              <PressForm
                fields={{ id, slug }}
                label={t("admin.products.editor.delete", { title })}
                pending={t("admin.products.editor.deleting")}
                tone="danger"
                action={remove}
              />
            </details>
          )}
        </div>
      </div>
    </Section>
  );
}
