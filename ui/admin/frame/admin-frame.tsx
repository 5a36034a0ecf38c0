import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Role } from "@/domain/accounts/roles";
import { Badge } from "../../kit/badge";
import { PendingButton } from "../../kit/form/pending-button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { Keyhole } from "../../shop/frame/keyhole";
import { SandboxBanner } from "../../shop/frame/sandbox-banner";
import { SkipLink } from "../../shop/frame/skip-link";
import { AdminNav, type AdminPage } from "./admin-nav";

type AdminFrameProps = {
  shopName: string;
  isSandbox: boolean;
  isLive: boolean;
  /** Those that the role may see. */
  pages: AdminPage[];
  /** Those about what runs by itself, and whether it does. */
  system: { pages: AdminPage[]; isWell: boolean };
  admin: { name: string; email: string; role: Role };
  /** How many orders must be sent; 100 or more are not counted. */
  toSend: number;
  /** How many returns wait; as `toSend`. */
  returns: number;
  signOut: PlainAction;
  /** The search of everything. */
  find: ReactNode;
  /** What every page shows above its content. */
  alarms: ReactNode;
  children: ReactNode;
};

/** The admin around every page: where to go, who is signed in, whether money is real. */
export function AdminFrame(props: AdminFrameProps) {
  const {
    shopName,
    isSandbox,
    isLive,
    pages,
    system,
    admin,
    toSend,
    returns,
    signOut,
    find,
    alarms,
    children,
  } = props;
  const t = useTranslations();
  // Error pages are made in the browser, without props and without the messages.
  const errorTexts = [
    t("admin.frame.error.title"),
    t("admin.frame.error.sentence"),
    t("admin.frame.error.code", { code: "#" }),
    t("admin.frame.error.tryAgain"),
  ];
  return (
    <div className="flex min-h-dvh flex-col text-sm">
      <SkipLink />
      {isSandbox ? <SandboxBanner /> : null}
      <div className="flex-1 lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
        <header className="border-line bg-paper-sunk px-4 py-3 max-lg:border-b lg:border-e lg:px-3 lg:py-0 print:hidden">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 lg:sticky lg:top-0 lg:max-h-[calc(100dvh-2.5rem)] lg:flex-col lg:flex-nowrap lg:items-stretch lg:justify-start lg:overflow-y-auto lg:py-5">
            <div className="flex items-center gap-2 lg:px-2.5 lg:pb-5">
              <Keyhole className="h-5 text-accent-ink" />
              <Link href="/admin" className="font-heading text-base font-semibold">
                {shopName}
              </Link>
              {isLive || isSandbox ? null : <Badge>{t("admin.frame.testMode")}</Badge>}
            </div>
            <div className="lg:px-2.5 lg:pb-3">{find}</div>
            <div className="max-lg:order-last max-lg:w-full">
              <AdminNav
                label={t("admin.frame.pages")}
                pages={pages.map((page) => ({
                  page,
                  name: t(`admin.frame.page.${page}`),
                  count:
                    page === "orders"
                      ? countOf(toSend, t("admin.frame.toSend", { orders: toSend }))
                      : page === "returns"
                        ? countOf(returns, t("admin.frame.returns", { returns }))
                        : undefined,
                }))}
                system={{
                  label: t("admin.frame.system.label"),
                  isWell: system.isWell,
                  words: t(system.isWell ? "admin.frame.system.well" : "admin.frame.system.unwell"),
                  pages: system.pages.map((page) => ({ page, name: t(`admin.frame.page.${page}`) })),
                }}
              />
            </div>
            <div className="flex min-w-0 items-center gap-x-3 lg:sticky lg:bottom-0 lg:mt-6 lg:flex-col lg:items-stretch lg:gap-y-3 lg:border-t lg:border-line lg:bg-paper-sunk lg:px-2.5 lg:pt-5">
              <a
                href="/"
                className="link inline-flex items-center gap-1.5 self-center whitespace-nowrap lg:self-start"
              >
                {t("admin.frame.viewTheShop")} <ExternalLink aria-hidden className="size-3.5" />
              </a>
              <p className="min-w-0 max-lg:hidden">
                <Link
                  href="/admin/account"
                  prefetch={false}
                  title={t("admin.frame.account")}
                  className="block truncate font-medium hover:underline"
                >
                  {admin.name}
                </Link>
                <span className="block truncate text-xs text-ink-soft" title={admin.email}>
                  {admin.email}
                </span>
                <span className="block text-xs text-ink-soft">{t(`admin.frame.role.${admin.role}`)}</span>
                <span className="block text-xs text-ink-soft">
                  {t("admin.frame.timeZone", { zone: useTimeZone() ?? "UTC" })}
                </span>
              </p>
              <Link
                href="/admin/account"
                prefetch={false}
                title={t("admin.frame.account")}
                className="link max-w-28 truncate lg:hidden"
              >
                {admin.name}
              </Link>
              <PlainForm action={signOut}>
                <PendingButton
                  tone="plain"
                  size="small"
                  className="lg:w-full"
                  pendingLabel={t("admin.frame.signingOut")}
                >
                  {t("admin.frame.signOut")}
                </PendingButton>
              </PlainForm>
            </div>
          </div>
        </header>
        <div className="min-w-0">
          {alarms}
          <main
            id="content"
            tabIndex={-1}
            data-error-texts={errorTexts.join("|")}
            className="px-4 py-5 outline-none sm:px-6 lg:px-8 lg:py-6 print:p-0"
          >
            {children}
          </main>
        </div>
      </div>
    </div>
  );
}

const countOf = (count: number, words: string) =>
  count > 0 ? { figure: count < 100 ? String(count) : "99+", words } : undefined;
