import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CatalogFile } from "@/domain/exports/catalog-export";
import { buttonClass } from "../../../kit/form/button";

/** What each file holds, and what can be done with it. */
export function CatalogFiles({ files }: { files: readonly CatalogFile[] }) {
  const t = useTranslations();
  return (
    <ul className="grid max-w-xl grid-cols-[minmax(0,1fr)] divide-y divide-line border-y border-line">
      {files.map((file) => (
        <li key={file} className="flex flex-wrap items-center gap-x-6 gap-y-2 py-4">
          <div className="min-w-0 flex-1 basis-72">
            <h2 className="font-medium">{t(`admin.catalogExport.file.${file}`)}</h2>
            <p className="text-sm text-ink-soft">{t(`admin.catalogExport.holds.${file}`)}</p>
          </div>
          <a href={`/admin/products/export/file?file=${file}`} className={buttonClass("plain", "small")}>
            <Download aria-hidden className="size-4" /> {t(`admin.catalogExport.get.${file}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}
