import { getTranslations } from "next-intl/server";
import type { EditorProduct } from "@/server/catalog/edit/get-editor";
import { listVersions, restoreVersion } from "@/server/catalog/edit/versions";
import { shopLocale, shopTimeZone } from "@/server/platform/env";
import { describeChanges } from "@/ui/admin/products/versions/describe-change";
import { VersionList } from "@/ui/admin/products/versions/version-list";
import { PressForm } from "@/ui/kit/form/press-form";
import { Notice } from "@/ui/kit/notice";
import { restore } from "../editor/actions";

const MAX_VERSIONS = 30;

type HistoryProps = { product: EditorProduct; path: string; chosen: number | undefined };

/** The versions of a product; of a chosen one, what restoring it would change, and the button. */
export async function History({ product, path, chosen }: HistoryProps) {
  const versions = await listVersions(product.id);
  if (versions.length === 0) return null;
  return (
    <VersionList
      versions={versions.slice(0, MAX_VERSIONS)}
      hrefOf={(number) => `${path}?restore=${number}#history`}
      locale={shopLocale()}
      timeZone={shopTimeZone()}
    >
      {chosen === undefined ? null : <Restoring {...{ product, number: chosen }} />}
    </VersionList>
  );
}

async function Restoring({ product, number }: { product: EditorProduct; number: number }) {
  const t = await getTranslations();
  const tried = await restoreVersion(product.id, number, { isRehearsal: true });
  if (tried.kind !== "saved")
    return (
      <Notice tone="signal" className="mb-4">
        {tried.kind === "refused" ? tried.reasons.join(" ") : t("admin.products.versions.changedMeanwhile")}
      </Notice>
    );
  const lines = describeChanges(tried.changes, t, shopLocale());
  const title =
    lines.length > 0 ? "admin.products.versions.restoreTitle" : "admin.products.versions.restoreNothing";
  return (
    <Notice title={t(title, { number })} className="mb-4">
      <ul className="list-disc ps-5 wrap-anywhere">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {lines.length > 0 ? (
        <>
          <p className="my-2">{t("admin.products.versions.restoreHint")}</p>
          <PressForm
            fields={{
              id: product.id,
              slug: product.slug,
              number: String(number),
              seen: String(product.version),
            }}
            label={t("admin.products.versions.restore")}
            pending={t("admin.products.versions.restoring")}
            tone="primary"
            action={restore}
          />
        </>
      ) : null}
    </Notice>
  );
}
