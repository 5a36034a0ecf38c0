import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DAILY_MAIL_HOUR, ORDER_MAILS_CHOICES } from "@/domain/mail/order-mails";
import { getOwnAccount } from "@/server/accounts/own/own-account";
import { env, shopLocale } from "@/server/platform/env";
import { getOrderMails } from "@/server/today/order-mails";
import { getStockMails } from "@/server/today/tell-stock";
import { FactorForm } from "@/ui/admin/account/factor-form";
import { NameForm } from "@/ui/admin/account/name-form";
import { OrderMailsForm } from "@/ui/admin/account/order-mails-form";
import { PasswordForm } from "@/ui/admin/account/password-form";
import { SessionsTable } from "@/ui/admin/account/sessions-table";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { Notice } from "@/ui/kit/notice";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { changeFactor, changeName, changePassword, chooseMails, chooseStock, endSessions } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.account.title") };
}

export default async function AccountPage() {
  await requireAdminOrRedirect("account.own", "/admin/account");
  const t = await getTranslations();
  const { name, email, hasSecondFactor, sessions } = await getOwnAccount();
  const { TWO_FACTOR, SMTP_URL } = env();
  const saving = t("admin.account.saving");
  return (
    <>
      <AdminTitle>{t("admin.account.title")}</AdminTitle>
      <p className="mt-1 mb-5 text-ink-soft">{email}</p>
      {TWO_FACTOR === "required" && !hasSecondFactor ? (
        <Notice tone="wait" className="mb-5 max-w-prose" title={t("admin.account.factor.neededTitle")}>
          {t("admin.account.factor.needed")}
        </Notice>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-7 xl:grid-cols-2 xl:gap-x-10">
        <Section title={t("admin.account.name.title")}>
          <NameForm
            name={name}
            labels={{ name: t("admin.account.name.title"), submit: t("admin.account.save"), saving }}
            action={changeName}
          />
        </Section>
        <Section title={t("admin.account.password.title")}>
          <PasswordForm
            email={email}
            labels={{
              former: t("admin.account.password.former"),
              wanted: t("admin.password.new"),
              hint: t("admin.password.hint"),
              submit: t("admin.account.password.submit"),
              saving,
            }}
            action={changePassword}
          />
        </Section>
        <Section title={t("admin.account.orderMails.title")}>
          <OrderMailsForm
            chosen={await getOrderMails()}
            choices={ORDER_MAILS_CHOICES.map((value) => ({
              value,
              label: t(`admin.account.orderMails.choice.${value}`, { hour: DAILY_MAIL_HOUR }),
            }))}
            labels={{
              choice: t("admin.account.orderMails.label"),
              hint: SMTP_URL
                ? t("admin.account.orderMails.sentence", { email })
                : t("admin.account.orderMails.noServer"),
              submit: t("admin.account.save"),
              saving,
            }}
            action={chooseMails}
          />
        </Section>
        <Section title={t("admin.account.stockMails.title")}>
          <OrderMailsForm
            chosen={(await getStockMails()) ? "daily" : "none"}
            choices={[
              { value: "none", label: t("admin.account.orderMails.choice.none") },
              { value: "daily", label: t("admin.account.stockMails.daily", { hour: DAILY_MAIL_HOUR }) },
            ]}
            labels={{
              choice: t("admin.account.orderMails.label"),
              hint: t("admin.account.stockMails.sentence"),
              submit: t("admin.account.save"),
              saving,
            }}
            action={chooseStock}
          />
        </Section>
        <Section id="second-factor" title={t("admin.account.factor.title")}>
          <FactorForm
            isOn={hasSecondFactor}
            labels={{
              stateOn: t("admin.account.factor.stateOn"),
              stateOff: t("admin.account.factor.stateOff"),
              password: t("admin.signIn.password"),
              start: t("admin.account.factor.start"),
              end: t("admin.account.factor.end"),
              codes: t("admin.account.factor.codes"),
              addTo: t("admin.account.factor.addTo"),
              open: t("admin.account.factor.open"),
              keep: t("admin.account.factor.keep"),
              code: t("admin.account.factor.firstCode"),
              finish: t("admin.account.factor.finish"),
              saving,
            }}
            action={changeFactor}
          />
        </Section>
        <Section title={t("admin.account.sessions.title")}>
          <SessionsTable sessions={sessions} locale={shopLocale()} now={new Date()} action={endSessions} />
        </Section>
      </div>
    </>
  );
}
