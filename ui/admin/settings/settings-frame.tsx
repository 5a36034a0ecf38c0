import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AdminTitle } from "../frame/admin-title";
import { BackLink } from "../frame/back-link";

type SettingsFrameProps = { title: string; sentence: string; children: ReactNode };

/** Around each page of settings: back to all of them, what it is about, its parts below each other. */
export function SettingsFrame({ title, sentence, children }: SettingsFrameProps) {
  const t = useTranslations();
  return (
    <>
      <BackLink href="/admin/settings">{t("admin.settings.title")}</BackLink>
      <AdminTitle>{title}</AdminTitle>
      <p className="mt-2 max-w-prose text-ink-soft">{sentence}</p>
      <div className="mt-6 grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-8">{children}</div>
    </>
  );
}
