import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** The ways from the list to the files of products. */
export function ProductFiles({ mayImport, children }: { mayImport: boolean; children: ReactNode }) {
  const t = useTranslations();
  return (
    <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
      {mayImport ? (
        <Link href="/admin/products/import" prefetch={false} className="link">
          {t("admin.imports.open")}
        </Link>
      ) : null}
      <Link href="/admin/products/export" prefetch={false} className="link">
        {t("admin.catalogExport.open")}
      </Link>
      {children}
    </div>
  );
}
