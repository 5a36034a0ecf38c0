import { useTranslations } from "next-intl";

/** The shop with the drafts, as wide as a desktop computer and as a phone, made smaller. `version` loads it again. */
export function ShopPreviews({ version }: { version: string }) {
  const t = useTranslations();
  const src = `/admin/preview?of=${encodeURIComponent(version)}`;
  return (
    <div className="flex flex-wrap items-start gap-6">
      <figure className="max-w-full min-w-0">
        <figcaption className="mb-1.5 font-medium">{t("admin.pages.previewDesktop")}</figcaption>
        <div className="h-[22rem] w-[20rem] max-w-full overflow-hidden border border-line sm:h-[27rem] sm:w-[36rem]">
          <iframe
            key={src}
            src={src}
            title={t("admin.pages.previewDesktop")}
            className="h-[88rem] w-[80rem] origin-top-left scale-25 sm:h-[60rem] sm:scale-45"
          />
        </div>
      </figure>
      <figure className="max-w-full min-w-0">
        <figcaption className="mb-1.5 font-medium">{t("admin.pages.previewPhone")}</figcaption>
        <div className="h-[30rem] w-[15rem] max-w-full overflow-hidden border border-line">
          <iframe
            key={src}
            src={src}
            title={t("admin.pages.previewPhone")}
            className="h-[48.75rem] w-[24.375rem] origin-top-left scale-[0.615]"
          />
        </div>
      </figure>
    </div>
  );
}
